package tour

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"gosched/kernel/display/chart"
)

// # 图 · Charts
//
// 包 `chart` 画课程要用的图:`Line`、`LogLog`、`Bar`、`Histogram`、`ECDF`、`Dots`、`Gantt`。
// 数据是数或 `time.Duration` 的切片,或者名字到切片的映射。图随页面的深浅变色;没有图的地方,
// 它是一张文字的表。
//
// Package `chart` draws what a course of measurements needs: `Line`, `LogLog`, `Bar`,
// `Histogram`, `ECDF`, `Dots`, `Gantt`. Data are slices of numbers or of
// `time.Duration`, or maps from names to slices. A chart takes the ink of the page,
// light or dark; where there are no pictures, it is a table of text.

// 三个工人从一个通道取活。谁在什么时候做哪一件?
//
// Three workers take jobs from a channel. Who does which, and when?

// work has n workers do the jobs, which are durations, and tells who did what when.
func work(n int, jobs []time.Duration) (spans []chart.Span) {
	begin, todo := time.Now(), make(chan int)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range n {
		wg.Go(func() {
			for i := range todo {
				from := time.Since(begin)
				time.Sleep(jobs[i])
				mu.Lock()
				spans = append(spans, chart.Span{Lane: fmt.Sprint("worker ", w+1), Label: fmt.Sprint("job ", i+1), From: from, To: time.Since(begin)})
				mu.Unlock()
			}
		})
	}
	for i := range jobs {
		todo <- i
	}
	close(todo)
	wg.Wait()
	slices.SortFunc(spans, func(a, b chart.Span) int { return strings.Compare(a.Lane, b.Lane) })
	return spans
}

// 排序要比较多少次?这里数的是次数,不是时间:时间要用编译过的程序来量。
//
// How many comparisons does sorting take? These are counts, not times: time is
// measured in compiled programs.

// bySelection sorts by finding the least of what is left, again and again.
func bySelection(v []int) (comparisons int) {
	for i := range v {
		for j := i + 1; j < len(v); j++ {
			comparisons++
			if v[j] < v[i] {
				v[i], v[j] = v[j], v[i]
			}
		}
	}
	return comparisons
}

// byMerging sorts both halves and merges them.
func byMerging(v []int) (comparisons int) {
	if len(v) < 2 {
		return 0
	}
	left, right := append([]int{}, v[:len(v)/2]...), append([]int{}, v[len(v)/2:]...)
	comparisons = byMerging(left) + byMerging(right)
	for i := range v {
		switch {
		case len(left) == 0:
			v[i], right = right[0], right[1:]
			continue
		case len(right) == 0:
			v[i], left = left[0], left[1:]
			continue
		}
		comparisons++
		if right[0] < left[0] {
			v[i], right = right[0], right[1:]
		} else {
			v[i], left = left[0], left[1:]
		}
	}
	return comparisons
}
