package chart_test

import (
	"fmt"
	"time"

	"gosched/kernel/display/chart"
)

func ExampleLine() {
	workers := []int{1, 2, 4, 8}
	c := chart.Line(workers, map[string][]float64{
		"goroutines": {1, 1.98, 3.7, 6.4},
		"ideal":      {1, 2, 4, 8},
	})
	fmt.Println(c.Titled("Speed-up").Labeled("workers", "times as fast"))
	// Output:
	// Speed-up
	// workers  goroutines  ideal
	// 1                 1      1
	// 2              1.98      2
	// 4               3.7      4
	// 8               6.4      8
}

func ExampleLogLog() {
	n := []int{10, 100, 1000}
	c := chart.LogLog(n, map[string][]time.Duration{
		"all pairs": {100 * time.Nanosecond, 10 * time.Microsecond, time.Millisecond},
		"one pass":  {20 * time.Nanosecond, 200 * time.Nanosecond, 2 * time.Microsecond},
	})
	fmt.Println(c.Labeled("n", "time"))
	// Output:
	// n      all pairs  one pass
	// 10        100 ns     20 ns
	// 100        10 µs    200 ns
	// 1000        1 ms      2 µs
	// slope       2.00      1.00
}

func ExampleBar() {
	c := chart.Bar([]string{"mutex", "channel"}, []time.Duration{15, 187})
	fmt.Println(c)
	// Output:
	// mutex   ███▎ 15 ns
	// channel ████████████████████████████████████████ 187 ns
}

func ExampleHistogram() {
	fmt.Println(chart.Histogram([]int{1, 2, 2, 3, 3, 3, 4, 4, 5}))
	// Output:
	// 1 – 2 █████████████▍ 1
	// 2 – 3 ██████████████████████████▋ 2
	// 3 – 4 ████████████████████████████████████████ 3
	// 4 – 5 ████████████████████████████████████████ 3
	//   n  min  25 %  median  75 %  99 %  max
	//   9    1     2       3     4  4.92    5
}

func ExampleECDF() {
	fmt.Println(chart.ECDF(map[string][]int{"a": {1, 2, 3}, "b": {2, 4, 6}}))
	// Output:
	//    n  min  25 %  median  75 %  99 %  max
	// a  3    1   1.5       2   2.5  2.98    3
	// b  3    2     3       4     5  5.96    6
}

func ExampleDots() {
	fmt.Println(chart.Dots([]time.Duration{time.Second, 3 * time.Second, 2 * time.Second}))
	// Output:
	//   n  min   25 %  median   75 %    99 %  max
	//   3  1 s  1.5 s     2 s  2.5 s  2.98 s  3 s
}

func ExampleGantt() {
	fmt.Println(chart.Gantt([]chart.Span{
		{Lane: "main", State: "running", From: 0, To: time.Second},
		{Lane: "main", State: "waiting", From: time.Second, To: 3 * time.Second},
		{Lane: "worker", State: "running", From: time.Second, To: 3 * time.Second},
	}))
	// Output:
	// main   │█████████████████████·······································│
	// worker │                    ████████████████████████████████████████│
	//         0                                                        3 s
	// █ running  · waiting
}
