package chart_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"gosched/kernel/display/chart"
)

// A picture is a chart of the gallery: what the golden files hold and people look
// at.
type picture struct {
	name string
	make func() *chart.Chart
}

var gallery = []picture{
	{"line", func() *chart.Chart {
		return chart.Line([]int{1, 2, 4, 8, 16}, []chart.Series{
			{Name: "goroutines", Y: []float64{1, 1.98, 3.7, 6.4, 7.1}},
			{Name: "threads", Y: []float64{1, 1.9, 3.4, 5.2, 5.3}},
			{Name: "ideal", Y: []float64{1, 2, 4, 8, 16}, Dashed: true},
		}).Titled("Speed-up with the number of workers").Labeled("workers", "times as fast as one worker").MarkX(8, "NumCPU")
	}},
	{"line-one", func() *chart.Chart { return chart.Line(nil, []float64{3, 1, 4, 1, 5, 9, 2, 6}) }},
	{"line-durations", func() *chart.Chart {
		var at []time.Duration
		var heap []int
		for i := range 300 {
			at = append(at, time.Duration(i)*time.Second)
			heap = append(heap, (4+i%60/3)<<20)
		}
		c := chart.Line(at, heap).Titled("Heap between collections").Labeled("since start", "heap in use")
		c.Y.Unit = "B"
		return c
	}},
	{"line-chinese", func() *chart.Chart {
		return chart.Line([]int{1, 2, 3, 4}, map[string][]time.Duration{
			"协程 goroutine": durations(120, 180, 260, 300),
			"线程 thread":    durations(900, 1400, 1500, 2100),
		}).Titled("切换一次要多久?协程与线程的比较,同一台机器上的中位数,标题很长时会折成两行").Labeled("同时运行的数目", "每次切换的时间")
	}},
	{"line-gaps", func() *chart.Chart {
		nan := math.NaN()
		return chart.Line(nil, []float64{1, 2, nan, 4, nan, 6, 7, math.Inf(1), 2}).Titled("Gaps")
	}},
	{"line-million", func() *chart.Chart {
		return chart.Line(nil, walk(1_000_000)).Titled("A million steps").Labeled("step", "where")
	}},
	{"line-marks", func() *chart.Chart {
		c := chart.Line([]int{1, 2, 3, 4, 8, 16}, []float64{1, 1.98, 2, 1.99, 2, 2}).Labeled("goroutines", "speed-up")
		c.MarkX(2, "GOMAXPROCS").MarkX(3, "处理器 processors").MarkX(15, "the last but one").MarkX(16, "the last")
		return c.MarkY(2, "上限 limit").MarkY(1.95, "目标 goal")
	}},
	{"line-names-marks", func() *chart.Chart {
		return chart.Line([]int{1, 2, 3}, []chart.Series{
			{Name: "pool", Y: []int{30, 20, 10}}, {Name: "none", Y: []int{30, 31, 29}},
		}).Titled("Names and marks").MarkY(10, "goal").MarkY(30, "limit").MarkX(2, "here")
	}},
	{"line-close", func() *chart.Chart {
		ys := map[string][]float64{}
		for i := range 11 {
			ys[fmt.Sprint("worker ", i+1)] = []float64{10, 20 + float64(i)/5, 30 + float64(i)/10}
		}
		return chart.Line([]int{1, 2, 3}, ys).Titled("Names that would overlap").Labeled("round", "items")
	}},
	{"loglog", func() *chart.Chart {
		return chart.LogLog([]int{16, 128, 512, 1024, 8192, 131072}, []chart.Series{
			{Name: "select", Y: micros(118, 255, 935, 2704, 36806, 1250000)},
			{Name: "poll", Y: micros(100, 231, 677, 2472, 34783, 1130000)},
			{Name: "epoll", Y: micros(88, 90, 94, 95, 130, 129)},
		}).Titled("One active descriptor among n").Labeled("descriptors", "time per call")
	}},
	{"bar", func() *chart.Chart {
		return chart.Bar([]string{"mutex", "channel, buffered", "channel, unbuffered", "goroutine switch", "协程创建 spawn"},
			[]time.Duration{15, 42, 187, 173, 320}).Titled("What it costs")
	}},
	{"bar-log", func() *chart.Chart {
		c := chart.Bar([]string{"function call", "mutex", "goroutine switch", "thread switch", "locked threads", "process"},
			[]time.Duration{2, 15, 180, 1440, 48_000, 620_000}).Titled("Prices, on a logarithmic axis")
		c.X.Log = true
		c.Caption = "median of 25 runs on 2 cores"
		return c
	}},
	{"bar-groups", func() *chart.Chart {
		return chart.Bar([]string{"16 descriptors", "128 descriptors", "512 descriptors"}, []chart.Series{
			{Name: "select", Y: micros(118, 255, 935)},
			{Name: "poll", Y: micros(100, 231, 677)},
			{Name: "epoll", Y: micros(88, 90, 94)},
		}).Titled("One active descriptor").Labeled("time per call", "")
	}},
	{"histogram-marks", func() *chart.Chart {
		return chart.Histogram(walk(1000)).Titled("Where it went").MarkY(30, "quota").MarkX(0, "home").MarkX(2, "away")
	}},
	{"ecdf-marks", func() *chart.Chart {
		return chart.ECDF(walk(1000)).MarkY(50, "half of them")
	}},
	{"bar-marks", func() *chart.Chart {
		return chart.Bar([]string{"a", "b", "c"}, []int{10, 8, 9}).MarkX(4, "配额 quota").MarkX(9.5, "limit here")
	}},
	{"bar-negative", func() *chart.Chart {
		return chart.Bar(nil, map[string]float64{"faster": -32.5, "slower": 12, "same": 0, "unknown": math.NaN()}).Titled("Changes in per cent")
	}},
	{"histogram", func() *chart.Chart {
		c := chart.Histogram(latencies(1, 2000, 1.2)).Titled("Latency of 2,000 requests").Labeled("latency", "requests")
		return c
	}},
	{"histogram-log", func() *chart.Chart {
		c := chart.Histogram(map[string][]time.Duration{"idle": latencies(1, 2000, 0.5), "busy": latencies(2, 2000, 6)}).Titled("Two distributions")
		c.X.Log = true
		return c
	}},
	{"histogram-six", func() *chart.Chart {
		all := map[string][]time.Duration{}
		for i := range 6 {
			all[fmt.Sprint("run ", i+1)] = latencies(uint64(i), 400, 1)
		}
		return chart.Histogram(all).Titled("Six that lie on each other")
	}},
	{"ecdf", func() *chart.Chart {
		c := chart.ECDF(map[string][]time.Duration{"idle": latencies(1, 2000, 0.5), "busy": latencies(2, 2000, 3), "80 % idle": latencies(3, 300, 1)}).Titled("Latency")
		c.X.Log = true
		return c.Labeled("latency", "")
	}},
	{"dots", func() *chart.Chart {
		return chart.Dots(map[string][]time.Duration{"goroutines": latencies(4, 60, 1), "threads 线程": latencies(5, 60, 1.6), "processes": latencies(6, 400, 2)}).
			Titled("Every run").Labeled("duration of a run", "").MarkX(2*time.Millisecond, "上限 limit")
	}},
	{"dots-million", func() *chart.Chart { return chart.Dots(walk(1_000_000)).Titled("A million dots") }},
	{"gantt", func() *chart.Chart { return chart.Gantt(smallTrace()).Titled("Who was inside when") }},
	{"gantt-marks", func() *chart.Chart {
		return chart.Gantt(smallTrace()).Titled("And who was late").MarkX(1500*time.Millisecond, "上课 lesson").MarkX(4*time.Second, "end")
	}},
	{"gantt-states", func() *chart.Chart {
		spans, arrows := ring(6, 40)
		return chart.Gantt(spans, arrows...).Titled("A ring of goroutines")
	}},
	{"gantt-many", func() *chart.Chart {
		spans, _ := ring(12, 2000)
		return chart.Gantt(spans).Titled("2,000 spans")
	}},
	{"flame", func() *chart.Chart {
		c := chart.Flame([]chart.Stack{
			stack(0.31, "main.main main", "main.parse cells", "strings.Fields strings", "runtime.mallocgc runtime"),
			stack(0.12, "main.main main", "main.parse cells", "strings.Fields strings"),
			stack(0.94, "main.main main", "main.排序 cells", "slices.SortFunc[[]int] slices"),
			stack(0.40, "main.main main", "main.排序 cells"),
			stack(0.05, "runtime.gcBgMarkWorker runtime"),
			stack(0.0001, "runtime.bgsweep runtime"),
		}).Titled("Where the time goes")
		c.X.Unit = "s"
		return c
	}},
	{"graph", func() *chart.Chart {
		return chart.Graph([]chart.Edge{
			{From: "Thread-2", To: "锁 lock B", Label: "等 waits for", Marked: true},
			{From: "锁 lock B", To: "Thread-1", Label: "held by", Marked: true},
			{From: "Thread-1", To: "lock A", Label: "waits for", Marked: true},
			{From: "lock A", To: "Thread-2", Label: "held by", Marked: true},
			{From: "8 others", To: "lock A", Label: "wait for"},
		}).Titled("Who waits for whom")
	}},
	{"graph-small", func() *chart.Chart {
		return chart.Graph([]chart.Edge{{"main", "main", "waits for itself", true}, {"main", "child", "there", false}, {"child", "main", "and back", false}})
	}},
	{"gantt-drawn", func() *chart.Chart {
		spans, arrows := ring(4, 12)
		spans[0].Note = "what is said of it"
		return chart.Gantt(spans, arrows...).Titled("States drawn as is said").States(
			chart.State{Name: "waiting", Colour: "#d0466a", Thin: true, Mark: 'w'},
			chart.State{Name: "running", Colour: "#1c9a78"}, chart.State{Name: "does not occur"})
	}},
	{"empty", func() *chart.Chart { return chart.Line(nil, []int{}).Titled("Nothing") }},
	{"error", func() *chart.Chart { return chart.Line([]int{1, 2}, []int{1}).Titled("Does not fit") }},
}

// stack returns a stack of calls, each with its group.
func stack(v float64, calls ...string) chart.Stack {
	s := chart.Stack{Value: v}
	for _, call := range calls {
		name, group, _ := strings.Cut(call, " ")
		s.Calls = append(s.Calls, chart.Call{Name: name, Group: group})
	}
	return s
}

func durations(ns ...int) []time.Duration {
	out := make([]time.Duration, len(ns))
	for i, n := range ns {
		out[i] = time.Duration(n)
	}
	return out
}

func micros(us ...int) []time.Duration {
	out := durations(us...)
	for i := range out {
		out[i] *= 1000
	}
	return out
}

// walk returns n places of a random walk, always the same.
func walk(n int) []float64 {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]float64, n)
	for i := 1; i < n; i++ {
		out[i] = out[i-1] + r.NormFloat64()
	}
	return out
}

// latencies returns n durations around scale milliseconds, with a long tail.
func latencies(seed uint64, n int, scale float64) []time.Duration {
	r := rand.New(rand.NewPCG(seed, 0))
	out := make([]time.Duration, n)
	for i := range out {
		out[i] = time.Duration(scale * math.Exp(0.45*r.NormFloat64()) * 1e6)
	}
	return out
}

// smallTrace is what a recorder of three visitors and a clock may hold.
func smallTrace() []chart.Span {
	s := func(n float64) time.Duration { return time.Duration(n * 1e9) }
	return []chart.Span{
		{Lane: "Alice", Label: "writes her letter", From: s(0), To: s(3)},
		{Lane: "Bob", Label: "waits for the pen", From: s(0.4), To: s(3), State: ""},
		{Lane: "Bob", Label: "writes", From: s(3), To: s(4.2)},
		{Lane: "小明 Xiaoming", Label: "读一本很长的书,标签会被截断", From: s(1), To: s(2.1)},
		{Lane: "小明 Xiaoming", Label: "又读", From: s(2.5), To: s(5), Open: true},
		{Lane: "pool", Label: "job 1", From: s(0.5), To: s(2.5)},
		{Lane: "pool", Label: "job 2", From: s(1), To: s(3.5)},
		{Lane: "pool", Label: "job 3", From: s(2.6), To: s(4)},
		{Lane: "clock", Label: "tick", From: s(1), To: s(1)},
		{Lane: "clock", Label: "tick", From: s(2), To: s(2)},
		{Lane: "clock", Label: "last tick", From: s(4), To: s(4)},
	}
}

// ring is the trace of n goroutines that pass a token on, in about steps spans.
func ring(n, steps int) (spans []chart.Span, arrows []chart.Arrow) {
	r := rand.New(rand.NewPCG(7, 7))
	since := make([]time.Duration, n)
	now := time.Duration(0)
	name := func(i int) string { return fmt.Sprint("goroutine ", i+1) }
	for step := range steps / 3 {
		i := step % n
		ready := now + time.Duration(r.IntN(2000))
		ends := ready + time.Duration(1000+r.IntN(9000))
		spans = append(spans,
			chart.Span{Lane: name(i), State: "waiting", Label: "chan receive", From: since[i], To: now},
			chart.Span{Lane: name(i), State: "runnable", From: now, To: ready},
			chart.Span{Lane: name(i), State: "running", Label: fmt.Sprint("step ", step), From: ready, To: ends})
		arrows = append(arrows, chart.Arrow{From: name(i), To: name((i + 1) % n), At: ends, Until: ends})
		since[i], now = ends, ends
	}
	return spans, arrows
}
