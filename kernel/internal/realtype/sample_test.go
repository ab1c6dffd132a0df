//lint:file-ignore U1000 fields are looked at through reflect

package realtype

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unsafe"
)

// The types that the tests make anew.

type (
	Point   struct{ X, Y int }
	Celsius float64
	Weekday int
	Name    string
	Flags   uint8
	Names   []Name
	Grid    [2][3]Point
	Index   map[Point]Names
	Floats  map[Float]int
	Float   struct{ F float32 }
	AnyKey  struct {
		K any
		N int
	}
	AnyMap  map[AnyKey]bool
	Op      func(Point, ...Name) (Celsius, error)
	Feed    chan<- Point
	Ref     *Point
	Raw     unsafe.Pointer
	Complex complex128
	Empty   struct{}
	Nothing interface{}
	Tree    struct {
		left, right *Tree
		Value       any
	}
	List  []List
	Dict  map[string]Dict
	Chain func(Chain) Chain
	Pipe  chan Pipe
	Self  *Self
	Box   struct{ p *int }
	Boxes [1]*Point
	Mixed struct {
		a bool
		b int16
		_ int32
		c string
		d []byte
		e any
		f func()
		g [3]*int
		h struct{}
	}
	Tagged struct {
		Public  int    `json:"public,omitempty"`
		private string `db:"private"`
		When    time.Duration
		err     error
		after   time.Duration
	}
	Shape interface {
		Area() float64
		Scale(by float64, more ...string) Shape
	}
	Square struct{ Side float64 }
	Stack  struct{ items []any }
	Big    [1 << 15]*int
	Huge   struct {
		n int
		p [1 << 16]string
	}
	Base    struct{ ID int }
	Derived struct {
		Base
		*Stack
		Shape
		n float32
	}
	Outer struct {
		Derived
		Extra string
	}
	NotFound struct{ What string }
	Request  http.Request
	Handler  struct{ log *strings.Builder }
)

func (p Point) String() string     { return fmt.Sprintf("<%d,%d>", p.X, p.Y) }
func (p *Point) Move(dx, dy int)   { p.X += dx; p.Y += dy }
func (c Celsius) String() string   { return fmt.Sprintf("%.1f°C", float64(c)) }
func (d Weekday) String() string   { return [...]string{"Sun", "Mon"}[d] }
func (n Names) Len() int           { return len(n) }
func (n Names) Less(i, j int) bool { return n[i] < n[j] }
func (n Names) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }
func (n *Names) Push(x any)        { *n = append(*n, x.(Name)) }
func (n *Names) Pop() any          { m := *n; x := m[len(m)-1]; *n = m[:len(m)-1]; return x }
func (s Square) Area() float64     { return s.Side * s.Side }
func (s Square) Scale(by float64, more ...string) Shape {
	return Square{s.Side * by * float64(len(more)+1)}
}
func (s *Stack) Push(x any)         { s.items = append(s.items, x) }
func (s *Stack) Len() int           { return len(s.items) }
func (b Box) Get() int              { return *b.p }
func (b Boxes) Get() int            { return b[0].X }
func (t *Tree) GoString() string    { return "tree" }
func (e *NotFound) Error() string   { return e.What + " not found" }
func (e *NotFound) Is(o error) bool { return o == io.EOF }
func (e *NotFound) Unwrap() error   { return errors.ErrUnsupported }
func (f Flags) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%03b", uint8(f)), nil
}
func (f *Flags) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "%b", (*uint8)(f))
	return err
}
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(h.log, "%s;", r.URL.Path)
	w.WriteHeader(http.StatusTeapot)
}
func (m Mixed) Sum(a int8, b float64, c string, d []int, e any, f complex128, g [2]int, h Point) string {
	return fmt.Sprint(m.b, a, b, c, d, e, f, g, h)
}
