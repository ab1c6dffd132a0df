package engine

import (
	"fmt"
	"strings"
	"testing"
)

// TestVersions declares types again and asks what has become of values that were
// made before: variables, and what is held in others.
func TestVersions(t *testing.T) {
	const setup = `
type T struct{ n int }
type U struct{ t T; x any }
type G[X any] struct{ x X }
type I interface{ Get() int }
func (g G[X]) Get() int { return 7 }
var t = T{1}
var u any = U{T{2}, T{3}}
var g any = G[T]{T{4}}
var i I = G[int]{5}
var list = []any{t, &t, u, g, map[any]int{t: 6}}
var typed = []T{{1}}
var m = map[any]int{t: 1, G[T]{t}: 2, [1]T{t}: 3}
var p atomic.Pointer[T]
p.Store(&t)
type H struct { A any; L []any; M map[string]any; E fmt.Stringer; N [1]any; T T; U any; hidden any }
type E struct{}
func (E) String() string { return "E" }
var held = H{t, []any{t}, map[string]any{"k": t}, fmt.Stringer(E{}), [1]any{[]any{t}}, t, u, t}
var made any = []T{{1}}
var encoded = struct{ A any; L []any; M map[string][]any }{t, []any{t}, map[string][]any{"k": {t}}}
type P struct{ q *Q; n int }
type Q struct{ ps []P; of map[*P]Q }
var q = &Q{ps: []P{{n: 5}}}
var pq = []any{P{q, 1}, q}
func is(x any) (s string) {
	switch x.(type) {
	case T: s = "T"
	case *T: s = "*T"
	case U: s = "U"
	case G[T]: s = "G[T]"
	case map[any]int: s = "map"
	}
	return
}`
	for _, test := range []struct{ name, edit, ask, want string }{
		{"again", "type T struct{ n int }", "fmt.Sprintln(m[T{1}], m[G[T]{T{1}}], m[[1]T{{1}}], any(t) == list[0], is(list[0]), is(list[1]), is(u), is(g))", "1 2 3 true T *T U G[T]"},
		{"generic again", "type G[X any] struct{ x X }\nfunc (g G[X]) Get() int { return 8 }", "fmt.Sprintln(i.Get(), is(g), m[G[T]{T{1}}])", "8 G[T] 2"},
		{"with a method", "func (t T) String() string { return \"T!\" }", "fmt.Sprintln(t, typed, list[0], is(list[0]), is(list[1]), is(u), is(g), p.Load(), u.(U).t, g.(G[T]).x)", "T! [T!] T! T *T U G[T] T! T! T!"},
		{"generic with a method", "func (g G[X]) String() string { return \"G!\" }", "fmt.Sprintln(g, is(g), g.(G[T]).Get(), i.Get())", "G! G[T] 7 7"},
		{"held", "func (t T) String() string { return \"T!\" }", "fmt.Sprintln(list[:1], []any{list[0], u}, map[string]any{\"k\": list[0]}, held, &held, made)", "[T!] [T! {{2} {3}}] map[k:T!] {T! [T!] map[k:T!] E [[T!]] T! {{2} {3}} {1}} &{T! [T!] map[k:T!] E [[T!]] T! {{2} {3}} {1}} [T!]"},
		{"held and encoded", "func (t T) MarshalText() ([]byte, error) { return []byte(\"T?\"), nil }", "b, err := json.Marshal(encoded)\nfmt.Sprintln(string(b), err)", `{"A":"T?","L":["T?"],"M":{"k":["T?"]}} <nil>`},
		{"mutual again", "type P struct{ q *Q; n int }\ntype Q struct{ ps []P; of map[*P]Q }", "_, ok := pq[0].(P)\n_, ok2 := pq[1].(*Q)\nfmt.Sprintln(ok, ok2, pq[0].(P).q.ps[0].n, any(P{}) == any(P{}))", "true true 5 true"},
		{"one of a pair anew", "func (q Q) String() string { return fmt.Sprint(\"Q\", len(q.ps)) }", "p, ok := pq[0].(P)\nq, ok2 := pq[1].(*Q)\nfmt.Sprintln(ok, ok2, p.q, q, pq[1])", "true true Q1 Q1 Q1"},
		{"another pair", "type P struct{ q *Q; s string }\ntype Q struct{ ps []P }", "_, ok := pq[0].(P)\n_, ok2 := pq[1].(*Q)\nfmt.Sprintln(ok, ok2)", "false false"},
		{"assertions", "func (t T) Get() int { return t.n }", "x, ok := list[0].(I)\ny, ok2 := list[1].(I)\nfmt.Sprintln(x.Get(), ok, y.Get(), ok2, u.(U).t.Get())", "1 true 1 true 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := newNotebook(t)
			n.cell(t, "import \"sync/atomic\"\n"+setup)
			n.cell(t, test.edit)
			if got := strings.TrimSpace(fmt.Sprint(n.cell(t, test.ask)[0])); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
