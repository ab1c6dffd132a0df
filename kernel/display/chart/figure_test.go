package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSlope fits powers of any size exactly.
func TestSlope(t *testing.T) {
	for _, power := range []float64{-2, 0, 0.5, 1, 3} {
		for _, factor := range []float64{1e-200, 1, 1e100} {
			s := series{}
			for _, x := range []float64{1, 10, 300, -1, 5000, math.NaN()} {
				s.x.v, s.y.v = append(s.x.v, x), append(s.y.v, factor*math.Pow(x, power))
			}
			f, ok := fitted(s)
			if !ok || math.Abs(f.slope-power) > 1e-9 || math.Abs(f.level-math.Log10(factor)) > 1e-9 {
				t.Errorf("%v x^%v: %+v, %v", factor, power, f, ok)
			}
		}
	}
	if got := slopeText(series{x: column{v: []float64{2, 2}}, y: column{v: []float64{1, 5}}}); got != "no slope" {
		t.Errorf("one x has %q", got)
	}
}

// TestTimes counts times from the earliest without losing what a float64 of seconds
// since 1970 would.
func TestTimes(t *testing.T) {
	t0 := time.Date(2026, 11, 21, 12, 0, 0, 999_999_990, time.UTC)
	ss, err := readSeries(nil, map[string]any{
		"a": []time.Time{t0.Add(20), t0.Add(3 * time.Second)},
		"b": []any{nil, t0, t0.Add(10)},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]float64{{20e-9, 3}, {math.NaN(), 0, 10e-9}} {
		for j, v := range ss[i].y.v {
			if math.Abs(v-want[j]) > 1e-12 || math.IsNaN(v) != math.IsNaN(want[j]) {
				t.Errorf("time %d of series %d is %v, want %v", j, i, v, want[j])
			}
		}
	}
	if err := Line(nil, []time.Time{t0}).MarkX(t0, "now").Err(); err == nil {
		t.Error("a mark at a time is accepted")
	}
}

// TestThin compares the pixels that a thinned line passes with those of all points.
func TestThin(t *testing.T) {
	a := area{left: 50, right: 650, top: 10, bottom: 300, x: scale{hi: 1e5, from: 50, to: 650}, y: scale{lo: -1, hi: 1, from: 300, to: 10}}
	s := series{x: counted(100_000), y: counted(100_000)}
	r := rand.New(rand.NewPCG(1, 1))
	for i := range s.y.v {
		s.y.v[i] = r.Float64()*2 - 1
	}
	points := thin(a, s)
	if len(points) > 4*601 {
		t.Errorf("%d points for 600 pixels", len(points))
	}
	lo, hi := map[int]float64{}, map[int]float64{}
	for _, p := range points {
		x := int(p.x)
		lo[x], hi[x] = min(p.y, orDefault(lo, x, p.y)), max(p.y, orDefault(hi, x, p.y))
	}
	for i, v := range s.y.v {
		x, y := int(a.x.at(float64(i))), a.y.at(v)
		if y < lo[x] || y > hi[x] {
			t.Fatalf("point %d at (%d, %v) is outside of %v to %v", i, x, y, lo[x], hi[x])
		}
	}
}

func orDefault(m map[int]float64, k int, v float64) float64 {
	if old, ok := m[k]; ok {
		return old
	}
	return v
}

// TestBins counts each value once.
func TestBins(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, log := range []bool{false, true} {
		for _, n := range []int{1, 2, 10, 10_000} {
			v := make([]float64, n)
			for i := range v {
				v[i] = math.Exp(r.NormFloat64())
			}
			c := Histogram(v)
			c.X.Log = log
			f := c.figure.(*histogram)
			values := f.values(c)
			edges, _ := f.bins(c, values)
			sum := 0.0
			for _, n := range counts(values[0], edges) {
				sum += n
			}
			if int(sum) != n || !slices.IsSorted(edges) || len(edges) > 61 {
				t.Errorf("log %v: %v of %d values in %d bins", log, sum, n, len(edges)-1)
			}
		}
	}
}

func TestQuantile(t *testing.T) {
	v := []float64{1, 2, 3, 10}
	for q, want := range map[float64]float64{0: 1, 0.5: 2.5, 1: 10, 1.0 / 3: 2} {
		if got := quantile(v, q); math.Abs(got-want) > 1e-9 {
			t.Errorf("quantile %v = %v, want %v", q, got, want)
		}
	}
	if got := quantile(nil, 0.5); !math.IsNaN(got) {
		t.Errorf("the median of nothing is %v", got)
	}
}

// TestLanes nests what overlaps and gives events no row of their own.
func TestLanes(t *testing.T) {
	s := func(from, to int) Span { return Span{Lane: "a", From: time.Duration(from), To: time.Duration(to)} }
	all := lanes([]Span{s(0, 10), {Lane: "b"}, s(2, 4), s(3, 5), s(4, 6), s(10, 12), s(7, 7)})
	if len(all) != 2 || len(all[0].rows) != 3 {
		t.Fatalf("lanes: %+v", all)
	}
	for i, want := range []int{2, 3, 1} {
		if got := len(all[0].rows[i]); got != want {
			t.Errorf("row %d has %d spans, want %d", i, got, want)
		}
	}
}

// TestFlame draws stacks that no picture has room for.
func TestFlame(t *testing.T) {
	deep := make([]Call, 5000)
	for i := range deep {
		deep[i].Name = "recurse"
	}
	stacks := []Stack{{deep, 1}, {nil, 1}, {deep[:1], math.NaN()}, {deep[:1], -1}}
	for i := range 20_000 {
		stacks = append(stacks, Stack{[]Call{{fmt.Sprint("f", i), "many"}}, 1e-4})
	}
	c := Flame(stacks)
	if svg := c.SVG(); len(svg) > 50_000 || !strings.Contains(svg, "to be drawn: ") {
		t.Errorf("%d bytes", len(svg))
	}
	if text := c.String(); strings.Count(text, "\n") > 45 {
		t.Errorf("%d lines of text", strings.Count(text, "\n"))
	}
	if text := Flame(nil).String(); text != errNoData.Error() {
		t.Errorf("no stacks: %q", text)
	}
}
