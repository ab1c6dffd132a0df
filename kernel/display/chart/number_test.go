package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	for _, test := range []struct {
		v      float64
		unit   string
		digits int
		want   string
	}{
		{0, "s", 3, "0"},
		{1.5e-3, "s", 3, "1.5 ms"},
		{999.9e-9, "s", 3, "1 µs"},
		{12e-12, "s", 3, "0.012 ns"},
		{59.94, "s", 3, "59.9 s"},
		{72.5, "s", 3, "72.5 s"},
		{60, "s", 3, "1m"},
		{90, "s", 3, "1m30s"},
		{7200, "s", 3, "2h"},
		{7260, "s", 3, "2h1m"},
		{-1.5, "s", 3, "−1.5 s"},
		{1536, "B", 3, "1.54 kB"},
		{4e9, "B", 3, "4 GB"},
		{50, "%", 3, "50%"},
		{12, "requests", 3, "12 requests"},
		{1234, "", 4, "1234"},
		{12800, "", 3, "12,800"},
		{131072, "", 6, "131,072"},
		{1.5e6, "", 3, "1.5 M"},
		{0.30000000000000004, "", 3, "0.3"},
		{2.5e-7, "", 3, "2.5 × 10⁻⁷"},
		{1e21, "", 3, "10²¹"},
		{-1e21, "", 3, "−10²¹"},
		{math.NaN(), "s", 3, "NaN s"},
		{math.Inf(-1), "", 3, "-Inf"},
		{math.MaxFloat64, "s", 3, "1.8 × 10³⁰⁸ s"},
	} {
		if got := format(test.v, test.unit, test.digits); got != test.want {
			t.Errorf("format(%v, %q, %d) = %q, want %q", test.v, test.unit, test.digits, got, test.want)
		}
	}
}

// TestTicks looks at the ticks of axes of a plausible size.
func TestTicks(t *testing.T) {
	for _, test := range []struct {
		lo, hi float64
		axis   Axis
		n      int
		want   string
	}{
		{0, 100, Axis{}, 5, "0 20 40 60 80 100"},
		{3, 97, Axis{}, 5, "0 20 40 60 80 100"},
		{98, 102, Axis{}, 4, "98 99 100 101 102"},
		{-0.3, 0.4, Axis{}, 4, "−0.4 −0.2 0 0.2 0.4"},
		{0, 0, Axis{}, 4, "0 0.5 1"},
		{5, 5, Axis{}, 4, "2 4 6 8"},
		{1e6, 1e6 + 4, Axis{}, 4, "1 M 1.000001 M 1.000002 M 1.000003 M 1.000004 M"},
		{0, 1.2e-3, Axis{Unit: "s"}, 4, "0 500 µs 1 ms 1.5 ms"},
		{0, 300, Axis{Unit: "s"}, 5, "0 1m 2m 3m 4m 5m"},
		{0, 9000, Axis{Unit: "s"}, 5, "0 30m 1h 1h30m 2h 2h30m"},
		{0, 20e6, Axis{Unit: "B"}, 4, "0 5 MB 10 MB 15 MB 20 MB"},
		{1, 1000, Axis{Log: true}, 5, "1 10 100 1000"},
		{1e-9, 1, Axis{Log: true, Unit: "s"}, 5, "10 ns 1 µs 100 µs 10 ms 1 s"},
		{1, 10000, Axis{Log: true, Unit: "s"}, 5, "1 s 10 s 100 s 1000 s 10,000 s"},
		{20, 300, Axis{Log: true}, 5, "20 50 100 200"},
		{7, 7, Axis{Log: true}, 5, "5 10 20"},
		{0, 1, Axis{Min: 2, Max: 4}, 4, "2 2.5 3 3.5 4"},
	} {
		s, step := test.axis.scale(domain{lo: test.lo, hi: test.hi}, test.n)
		labels := formatTicks(test.axis.ticks(s, step, test.n), test.axis.Unit, test.axis.Log)
		if got := strings.Join(labels, " "); got != test.want {
			t.Errorf("%v to %v, %+v: %s, want %s", test.lo, test.hi, test.axis, got, test.want)
		}
	}
}

func TestPalette(t *testing.T) {
	for _, c := range palette {
		for _, ground := range []string{"#ffffff", "#1e1e1e", "#111111"} {
			if got := contrast(c, ground); got < 3 {
				t.Errorf("%s on %s has a contrast of %.1f", c, ground, got)
			}
		}
		letters := map[string]string{"#fff": "#ffffff", "#000": "#000000"}[ink(c)]
		if got := contrast(c, letters); got < 4.5 {
			t.Errorf("%s on %s has a contrast of %.1f", letters, c, got)
		}
	}
}

func TestWidth(t *testing.T) {
	if got := width("中文", 10); got != 20 {
		t.Errorf("two Chinese characters at 10 px are %v wide", got)
	}
	if w, i := width("WWW", 10), width("iii", 10); w < 3*i {
		t.Errorf("WWW is %v wide, iii %v", w, i)
	}
	for _, test := range []struct {
		room float64
		want string
	}{{100, "goroutine"}, {40, "goro…"}, {5, ""}} {
		if got := clip("goroutine", 12, test.room); got != test.want {
			t.Errorf("clipped to %v: %q, want %q", test.room, got, test.want)
		}
	}
	if got := wrap("one two three 四五六七", 10, 60, 3); !slices.Equal(got, []string{"one two", "three 四五六", "七"}) {
		t.Errorf("wrapped: %q", got)
	}
}
