package tour

import (
	"math/rand"
	"time"

	"gosched/kernel/display"
	"gosched/kernel/display/chart"
)

func Example_gantt() {
	workers := 3 // 试试 · try 1, 2, 8
	var jobs []time.Duration
	for i := range 12 {
		jobs = append(jobs, time.Duration(10+7*i%40)*time.Millisecond)
	}
	display.Show(chart.Gantt(work(workers, jobs)).Titled("谁做哪件 · Who does which job"))
}

func Example_logLog() {
	sizes := []int{10, 30, 100, 300, 1000}
	counts := map[string][]int{}
	for _, n := range sizes {
		v := rand.Perm(n)
		counts["归并 merging"] = append(counts["归并 merging"], byMerging(append([]int{}, v...)))
		counts["选择 selection"] = append(counts["选择 selection"], bySelection(v))
	}
	display.Show(chart.LogLog(sizes, counts).Titled("排序要比较多少次 · What sorting takes").Labeled("n", "comparisons"))
}

// 睡 1 毫秒,什么时候醒?每个点是一次。
//
// How late does a sleep of one millisecond end? Every dot is one.
func Example_dots() {
	late := map[string][]time.Duration{}
	for range 100 {
		for name, pause := range map[string]time.Duration{"1 ms": time.Millisecond, "2 ms": 2 * time.Millisecond} {
			begin := time.Now()
			time.Sleep(pause)
			late[name] = append(late[name], time.Since(begin)-pause)
		}
	}
	dots := chart.Dots(late).Titled("迟到多久 · How late")
	dots.X.Log = true
	display.Show(dots, chart.ECDF(late).Labeled("late by", ""))
}
