package chart_test

import (
	"testing"

	"gosched/kernel/display/chart"
)

// TestSizes holds pictures of very much data to what a notebook can carry.
func TestSizes(t *testing.T) {
	spans, arrows := ring(200, 30_000)
	million := walk(300_000)
	for _, test := range []struct {
		name string
		c    *chart.Chart
		most int // bytes
	}{
		{"line", chart.Line(nil, million), 30_000},
		{"log-log to and fro", chart.LogLog(million, million), 250_000},
		{"histogram", chart.Histogram(million), 10_000},
		{"ECDF", chart.ECDF(million), 20_000},
		{"dots", chart.Dots(million), 20_000},
		{"bars", chart.Bar(nil, million), 120_000},
		{"spans", chart.Gantt(spans, arrows...), 600_000},
	} {
		if n := len(test.c.SVG()); n > test.most {
			t.Errorf("%s: %d bytes, want at most %d", test.name, n, test.most)
		}
		if n := len(test.c.String()); n > 10_000 {
			t.Errorf("%s: the text has %d bytes", test.name, n)
		}
	}
}

func BenchmarkLine1M(b *testing.B) {
	v := walk(1_000_000)
	for b.Loop() {
		_ = chart.Line(nil, v).SVG()
	}
}

func BenchmarkHistogram1M(b *testing.B) {
	v := walk(1_000_000)
	for b.Loop() {
		_ = chart.Histogram(v).SVG()
	}
}

func BenchmarkDots1M(b *testing.B) {
	v := walk(1_000_000)
	for b.Loop() {
		_ = chart.Dots(v).SVG()
	}
}

func BenchmarkGantt10000(b *testing.B) {
	spans, _ := ring(40, 10_000)
	for b.Loop() {
		_ = chart.Gantt(spans).SVG()
	}
}
