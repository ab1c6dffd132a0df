package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gosched/kernel/display/chart"
)

// drawn is how the states are drawn: what happens thick, what does not thin.
var drawn = []chart.State{
	{Name: string(Running), Colour: "#1c9a78", Mark: '█'},
	{Name: string(Runnable), Colour: "#d4661a", Thin: true, Mark: '-'},
	{Name: string(Waiting), Colour: "#777777", Thin: true, Mark: '·'},
}

// Gantt draws the spans of schedules, of one or of several that are to be compared.
func Gantt(spans ...[]chart.Span) *chart.Chart {
	return chart.Gantt(slices.Concat(spans...)).States(drawn...)
}

// Gantt draws which task did what when, a lane for each.
func (s *Schedule) Gantt() *chart.Chart { return Gantt(s.Spans("任务 task")) }

// Spans returns which task did what when. The lane of the first task is name 1, as
// "task 1".
func (s *Schedule) Spans(name string) []chart.Span { return s.spans(name, isTask) }

// CollectorSpans returns when the collector ran.
func (s *Schedule) CollectorSpans() []chart.Span {
	return s.spans("", func(task int) bool { return task == Collector })
}

func (s *Schedule) spans(name string, of func(task int) bool) []chart.Span {
	stays := joined(s.stays)
	slices.SortStableFunc(stays, func(a, b Stay) int { return rank(a.Task) - rank(b.Task) })
	var spans []chart.Span
	for _, one := range stays {
		if of(one.Task) {
			spans = append(spans, chart.Span{Lane: lane(name, one.Task), State: string(one.State), From: seconds(one.From), To: seconds(one.To)})
		}
	}
	return spans
}

// joined returns the stays as they can be seen: what is shorter than a 3,000th of the
// whole is no interruption, as when a goroutine is preempted and goes on at once, or
// wakes up only to wait on.
func joined(stays []Stay) (seen []Stay) {
	whole := 0.0
	for _, one := range stays {
		whole = max(whole, one.To)
	}
	blink := whole / 3000
	type row struct {
		task  int
		state State
	}
	last := make(map[row]int) // indices in seen
	for _, one := range stays {
		r := row{one.Task, one.State}
		if i, ok := last[r]; ok && one.From-seen[i].To < blink {
			swallow(seen[i+1:], one.Task, seen[i].To, one.From)
			seen[i].To = max(seen[i].To, one.To)
		} else if one.State == Running || one.To-one.From >= blink {
			last[r], seen = len(seen), append(seen, one)
		}
	}
	return slices.DeleteFunc(seen, func(s Stay) bool { return s.From == s.To })
}

// swallow empties the stays of a task between from and to.
func swallow(stays []Stay, task int, from, to float64) {
	for i, s := range slices.Backward(stays) {
		if s.From < from {
			return
		}
		if s.Task == task && s.To <= to {
			stays[i].To = s.From
		}
	}
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
	if s.err != nil {
		return map[string]any{"text/plain": s.err.Error()}
	}
	bundle := s.Gantt().MIMEBundle()
	bundle["text/plain"] = s.String()
	return bundle
}
