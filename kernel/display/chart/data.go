package chart

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"time"

	"gosched/kernel/display/internal/order"
)

// A Series is one set of data with a name. X is nil if the points are counted, and
// not used where there are only values.
type Series struct {
	Name   string
	X, Y   any  // slices or arrays of numbers, durations or times
	Dashed bool // for what was not measured: an ideal, a limit
}

// A series is data that have been read.
type series struct {
	name   string
	x, y   column
	dashed bool
}

// A column is a slice of numbers and their unit.
type column struct {
	v     []float64
	unit  string    // "s" for durations and times
	nanos []float64 // of times, whose v are whole seconds of the Unix time until rebase
}

// Magnitudes that are drawn lie between these: beyond them, differences and ratios
// are not numbers. What is smaller is taken for 0.
const (
	largest  = 1e300
	smallest = 1e-280
)

// finite reports whether v can be drawn.
func finite(v float64) bool { return math.Abs(v) <= largest }

var errNoData = errors.New("no data")

// readSeries reads y as one series, a map of them or a []Series, all with x.
func readSeries(x, y any) ([]series, error) {
	given, err := split(x, y)
	if err != nil {
		return nil, err
	}
	out := make([]series, len(given))
	for i, g := range given {
		if out[i], err = g.read(); err != nil {
			return nil, named(g.Name, err)
		}
	}
	rebase(out, func(s *series) *column { return &s.x })
	rebase(out, func(s *series) *column { return &s.y })
	return out, nil
}

func named(name string, err error) error {
	if name == "" {
		return err
	}
	return fmt.Errorf("series %q: %w", name, err)
}

// split finds the series in y.
func split(x, y any) ([]Series, error) {
	switch y := y.(type) {
	case nil:
		return nil, errNoData
	case Series:
		return withX(x, []Series{y}), nil
	case []Series:
		return withX(x, y), nil
	}
	r := reflect.ValueOf(y)
	if r.Kind() != reflect.Map {
		return []Series{{X: x, Y: y}}, nil
	}
	var given []Series
	for _, e := range order.Entries(r) {
		given = append(given, Series{Name: e.Name, X: x, Y: e.Value.Interface()})
	}
	return given, nil
}

// withX gives x to the series that have none of their own.
func withX(x any, given []Series) []Series {
	given = slices.Clone(given)
	for i := range given {
		if given[i].X == nil {
			given[i].X = x
		}
	}
	return given
}

func (g Series) read() (s series, err error) {
	s = series{name: g.Name, dashed: g.Dashed}
	if s.y, err = readColumn(g.Y); err != nil {
		return s, err
	}
	if g.X == nil {
		s.x = counted(len(s.y.v))
		return s, nil
	}
	if s.x, err = readColumn(g.X); err != nil {
		return s, fmt.Errorf("x: %w", err)
	}
	if nx, ny := len(s.x.v), len(s.y.v); nx != ny {
		return s, fmt.Errorf("%d values of x for %d of y", nx, ny)
	}
	return s, nil
}

// counted returns 0, 1, … n-1.
func counted(n int) column {
	c := column{v: make([]float64, n)}
	for i := range c.v {
		c.v[i] = float64(i)
	}
	return c
}

// readColumn reads a slice or array of numbers, durations or times.
func readColumn(data any) (column, error) {
	switch data := data.(type) {
	case nil:
		return column{}, errNoData
	case []float64:
		c := column{v: slices.Clone(data)}
		c.flush()
		return c, nil
	}
	r := reflect.ValueOf(data)
	if k := r.Kind(); k != reflect.Slice && k != reflect.Array {
		return column{}, fmt.Errorf("%T is no slice of numbers or durations", data)
	}
	c := column{v: make([]float64, r.Len())}
	for i := range c.v {
		if err := c.set(i, r.Index(i)); err != nil {
			return column{}, fmt.Errorf("%T: %w", data, err)
		}
	}
	c.flush()
	return c, nil
}

// flush makes 0 of what is too small.
func (c *column) flush() {
	for i, v := range c.v {
		if math.Abs(v) < smallest {
			c.v[i] = 0
		}
	}
}

var (
	durationType = reflect.TypeFor[time.Duration]()
	timeType     = reflect.TypeFor[time.Time]()
)

// set reads the value r as number i.
func (c *column) set(i int, r reflect.Value) error {
	if r.Kind() == reflect.Interface {
		r = r.Elem()
	}
	switch {
	case !r.IsValid():
		c.v[i] = math.NaN()
	case r.Type() == durationType:
		c.v[i], c.unit = float64(r.Int())/1e9, "s"
	case r.Type() == timeType:
		if c.nanos == nil {
			c.nanos = make([]float64, len(c.v))
		}
		t := r.Interface().(time.Time)
		c.v[i], c.nanos[i], c.unit = float64(t.Unix()), float64(t.Nanosecond()), "s"
	case r.CanInt():
		c.v[i] = float64(r.Int())
	case r.CanUint():
		c.v[i] = float64(r.Uint())
	case r.CanFloat():
		c.v[i] = r.Float()
	default:
		return fmt.Errorf("%v is no number", r.Type())
	}
	return nil
}

// rebase counts times from the earliest of all series, to the nanosecond.
func rebase(ss []series, of func(*series) *column) {
	first, nano := math.Inf(1), 0.0
	for i := range ss {
		c := of(&ss[i])
		for j, n := range c.nanos {
			if v := c.v[j]; v < first || v == first && n < nano {
				first, nano = v, n
			}
		}
	}
	for i := range ss {
		c := of(&ss[i])
		for j, n := range c.nanos {
			c.v[j] = c.v[j] - first + (n-nano)/1e9
		}
		c.nanos = nil
	}
}

// unitOf returns the unit of the first series that has one.
func unitOf(ss []series, of func(series) column) string {
	for _, s := range ss {
		if u := of(s).unit; u != "" {
			return u
		}
	}
	return ""
}

// drawable returns the finite numbers of v.
func drawable(v []float64) []float64 {
	out := make([]float64, 0, len(v))
	for _, f := range v {
		if finite(f) {
			out = append(out, f)
		}
	}
	return out
}

// onAxis reports whether an axis can show v.
func onAxis(v float64, log bool) bool { return finite(v) && (!log || v >= smallest) }
