package recorder

import (
	"time"

	"gosched/kernel/display/chart"
)

// Gantt draws who was inside when, a lane for each name, in document seconds.
func (r *Recorder) Gantt() *chart.Chart {
	var spans []chart.Span
	for _, s := range r.Spans() {
		spans = append(spans, chart.Span{Lane: s.Name, State: s.State, From: seconds(s.From), To: seconds(s.To), Open: s.Open})
	}
	return chart.Gantt(spans)
}

// seconds returns n document seconds as if they were seconds, whatever lab.U is.
func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }

// MIMEBundle shows the picture in a notebook, and String where there are none.
func (r *Recorder) MIMEBundle() map[string]any {
	bundle := r.Gantt().MIMEBundle()
	bundle["text/plain"] = r.String()
	return bundle
}
