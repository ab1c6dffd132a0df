package chart_test

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"

	"gosched/kernel/display/chart"
)

// FuzzCharts draws any numbers, names and options with every kind of chart: none
// panics, and each picture is well-formed and not larger than it should be.
func FuzzCharts(f *testing.F) {
	f.Add([]byte("0123456789abcdef"), "name", uint16(0), 0)
	f.Add(bits(math.NaN(), math.Inf(1), 0, math.Copysign(0, -1), math.MaxFloat64, -math.MaxFloat64), "<&'\"\x00\xff中", uint16(0xffff), -5)
	f.Add(bits(5e-324, 1e-310, 1e16, 1e16+2, 1), "", uint16(0x0f0f), 1<<30)
	f.Add(bits(1, 1, 1, 1, 1, 1, 1, 2), strings.Repeat("很长", 300), uint16(0x5555), 30)
	f.Fuzz(func(t *testing.T, data []byte, name string, options uint16, width int) {
		v := numbers(data)
		for _, c := range everyKind(v, name) {
			c.Titled(name).Labeled(name, name).MarkX(float64(width), name).MarkY(time.Duration(width), name)
			c.Width, c.Height, c.Caption = width, width/2, name
			c.X.Log, c.Y.Log = options&1 != 0, options&2 != 0
			c.X.Unit, c.Y.Unit = unit(options>>2), unit(options>>4)
			if options&64 != 0 && len(v) > 1 {
				c.X.Min, c.X.Max, c.Y.Min, c.Y.Max = v[0], v[1], v[1], v[0]
			}
			wellFormed(t, c.SVG())
			if n := len(c.SVG()); n > 40_000+len(data)*200+len(name)*2*len(data) {
				t.Errorf("%d bytes for %d values", n, len(v))
			}
			if c.String() == "" {
				t.Error("no text")
			}
		}
	})
}

func everyKind(v []float64, name string) []*chart.Chart {
	half := v[:len(v)/2]
	both := []chart.Series{{Name: name, Y: v}, {Name: "half", Y: half, Dashed: true}}
	spans := make([]chart.Span, len(v))
	arrows := make([]chart.Arrow, len(v))
	for i, f := range v {
		d := time.Duration(f)
		spans[i] = chart.Span{Lane: name[:i%(len(name)+1)], Label: name, State: []string{"", "waiting", name}[i%3], From: d, To: d / 2, Open: i%2 == 0}
		arrows[i] = chart.Arrow{From: name, To: "", At: d, Until: -d, Label: name}
	}
	return []*chart.Chart{
		chart.Line(nil, v), chart.Line(half, v[len(v)-len(half):]), chart.LogLog(v, v), chart.Line(nil, both),
		chart.Bar(nil, v), chart.Bar(v, both), chart.Histogram(both), chart.ECDF(both), chart.Dots(both),
		chart.Gantt(spans, arrows...), chart.LogLog(nil, both), chart.Bar(nil, map[string]float64{name: float64(len(v))}),
	}
}

func unit(n uint16) string { return []string{"", "s", "B", "furlongs <"}[n&3] }

func bits(v ...float64) []byte {
	var b []byte
	for _, f := range v {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
	}
	return b
}

func numbers(b []byte) []float64 {
	var v []float64
	for len(b) >= 8 {
		v = append(v, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		b = b[8:]
	}
	return v
}

// TestAnything gives what is no data to every function.
func TestAnything(t *testing.T) {
	type named []int
	for _, data := range []any{
		nil, 1, "text", []string{"a"}, []any{1, nil, 2.5, time.Second}, []any{1, "two"}, map[string]any{"a": nil}, map[string]any{"a": []int{1}},
		map[int][]int{1: {1}}, map[float64][]int{math.NaN(): {1}}, map[float64]int{math.NaN(): 1}, map[string]int{"a": 1}, [3]uint8{1, 2, 3}, named{1, 2}, []*int{nil}, []time.Time{time.Unix(1e9, 0), {}}, []complex128{1},
		chart.Series{Y: []int{1, 2}}, []chart.Series{{}}, []chart.Series{}, func() {}, map[string][]int(nil), []bool{true}, &[]int{1},
	} {
		for _, c := range []*chart.Chart{
			chart.Line(nil, data), chart.Line(data, data), chart.LogLog(data, data), chart.Bar(nil, data), chart.Bar(data, data), chart.Bar(data, nil),
			chart.Histogram(data), chart.ECDF(data), chart.Dots(data), chart.Line(nil, []int{1}).MarkX(data, "mark"),
		} {
			wellFormed(t, c.SVG())
			if c.Err() != nil && !strings.Contains(c.SVG(), "stroke='#d0466a'") {
				t.Errorf("%T: error %v is not shown", data, c.Err())
			}
			if c.String() == "" {
				t.Errorf("%T: no text", data)
			}
		}
	}
	wellFormed(t, new(chart.Chart).SVG())
	wellFormed(t, chart.Gantt(nil).SVG())
}
