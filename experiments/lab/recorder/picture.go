package recorder

import (
	"slices"
	"time"

	"gosched/kernel/display/chart"
)

// Gantt draws who was inside when, a lane for each name, in document seconds.
func (r *Recorder) Gantt() *chart.Chart {
	var spans []chart.Span
	for _, s := range r.inLanes() {
		spans = append(spans, chart.Span{Lane: s.Name, State: s.State, From: seconds(s.From), To: seconds(s.To), Open: s.Open})
	}
	return chart.Gantt(spans)
}

// inLanes returns the spans, those of lanes that New was told first.
func (r *Recorder) inLanes() []Span {
	r.mu.Lock()
	lanes := r.lanes
	r.mu.Unlock()
	lane := func(s Span) int {
		if i := slices.Index(lanes, s.Name); i >= 0 {
			return i
		}
		return len(lanes)
	}
	spans := r.Spans()
	slices.SortStableFunc(spans, func(a, b Span) int { return lane(a) - lane(b) })
	return spans
}

// seconds returns n document seconds as if they were seconds, whatever lab.U is.
func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }

// MIMEBundle shows the picture in a notebook, and String where there are none.
func (r *Recorder) MIMEBundle() map[string]any {
	bundle := r.Gantt().MIMEBundle()
	bundle["text/plain"] = r.String()
	return bundle
}
