package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gosched/kernel/display/chart"
)

// Gantt draws who did what when, a lane for each task and one for the collector.
func (s *Schedule) Gantt() *chart.Chart { return chart.Gantt(s.Spans("任务 task")) }

// Spans returns who did what when for a chart that compares several schedules. The
// lane of the first task is name 1, as "task 1".
func (s *Schedule) Spans(name string) []chart.Span {
	stays := s.Stays()
	slices.SortStableFunc(stays, func(a, b Stay) int { return rank(a.Task) - rank(b.Task) })
	var spans []chart.Span
	for _, one := range stays {
		spans = append(spans, chart.Span{Lane: lane(name, one.Task), State: string(one.State), From: seconds(one.From), To: seconds(one.To)})
	}
	return spans
}

// rank is the place of a lane: tasks in order, then the collector.
func rank(task int) int {
	if task == Collector {
		return 1 << 30
	}
	return task
}

// lane names the lane of a task.
func lane(name string, task int) string {
	if task == Collector {
		return "GC"
	}
	return fmt.Sprint(name, " ", task+1)
}

// seconds returns n document seconds as if they were seconds, whatever lab.U is.
func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }

// String returns one line for each lane: for how long it was in which state.
func (s *Schedule) String() string {
	sums := make(map[int]map[State]float64)
	var tasks []int
	for _, one := range s.stays {
		if sums[one.Task] == nil {
			sums[one.Task] = make(map[State]float64)
			tasks = append(tasks, one.Task)
		}
		sums[one.Task][one.State] += one.To - one.From
	}
	slices.SortFunc(tasks, func(a, b int) int { return rank(a) - rank(b) })
	var b strings.Builder
	for _, task := range tasks {
		sum := sums[task]
		fmt.Fprintf(&b, "%s: running %.2f s, runnable %.2f s, waiting %.2f s\n", lane("任务 task", task), sum[Running], sum[Runnable], sum[Waiting])
	}
	return b.String()
}

// MIMEBundle shows the picture in a notebook, and String where there are none.
func (s *Schedule) MIMEBundle() map[string]any {
	bundle := s.Gantt().MIMEBundle()
	bundle["text/plain"] = s.String()
	return bundle
}
