package random

import (
	"fmt"
	"strings"
)

// closure declares a function literal that reads and changes what is around it,
// and calls it some times.
func (g *gen) closure() {
	f := &function{name: g.local("c"), results: []*typ{g.anyType(1)}, params: []*typ{pick(g, g.scalars)}}
	p := ""
	body := g.within(true, f, func() {
		p = g.declare(f.params[0]).name
		g.line("if !%s() {\nreturn %s\n}", g.fuel(), f.results[0].zero())
		g.statements(1 + g.IntN(3))
		g.returns()
	})
	g.line("%s := func(%s %s) %s {\n%s}", f.name, p, f.params[0].name, f.results[0].name, body)
	for range 1 + g.IntN(2) {
		g.noisy, g.panics = true, 0
		arg := g.expr(f.params[0], 1)
		if f.results[0].shown() {
			g.line("%s(%q, %s(%s))", g.trace(), f.name, f.name, arg)
		} else {
			g.line("%s(%s)", f.name, arg)
		}
	}
}

// closureList collects function literals that capture the variables of a loop.
func (g *gen) closureList() {
	fs, i, sum := g.local("fs"), g.local("i"), g.local("sum")
	t := pick(g, g.scalars)
	g.line("{\nvar %s []func() %s\n%s := 0", fs, t.name, sum)
	head := fmt.Sprintf("for %[1]s := 0; %[1]s < 3; %[1]s++", i)
	if g.chance(50) {
		head = fmt.Sprintf("for %s := range 3", i)
	}
	g.closures++
	mark := len(g.scope)
	g.scope = append(g.scope, &variable{name: i, typ: tInt, fixed: true, closure: g.closures})
	g.quietly()
	x := g.expr(t, 2)
	v := g.declare(t)
	first := fmt.Sprintf("%s := %s\n", v.name, g.typed(t, x))
	result := g.value(t, 2)
	g.scope = g.scope[:mark]
	g.closures--
	g.line("%s {\n%s%s = append(%s, func() %s {\n%s += %s\n_ = %s\nreturn %s\n})\n}", head, first, fs, fs, t.name, sum, i, v.name, result)
	g.line("for _, f := range %s {\n%s(%q, f())\n}\n%s(%s)\n}", fs, g.trace(), fs, g.trace(), sum)
}

// alone makes an expression that mentions only one variable and what nobody changes.
func (g *gen) alone(name string, of, t *typ) string {
	scope := g.scope
	g.scope = []*variable{{name: name, typ: of}}
	g.quietly()
	x := g.value(t, 3)
	g.scope = scope
	return x
}

// concurrent starts goroutines that share only what is meant to be shared.
func (g *gen) concurrent() {
	t := pick(g, g.scalars)
	n := 1 + g.IntN(4)
	tr := g.trace()
	switch g.IntN(6) {
	case 0:
		g.line("{\nch := make(chan %s, %d)\ngo func() {\ndefer close(ch)\nfor i := range %d {\n_ = i\nch <- %s\n}\n}()\nfor v := range ch {\n%s(\"received\", v)\n}\nv, ok := <-ch\n%s(v, ok)\n}", t.name, g.IntN(3), n, g.alone("i", tInt, t), tr, tr)
	case 1:
		g.imports["sync"] = true
		g.line("{\nvar wg sync.WaitGroup\nout := make([]%s, %d)\nfor i := range out {\n_ = i\nwg.Go(func() { out[i] = %s })\n}\nwg.Wait()\n%s(\"all\", out)\n}", t.name, n, g.alone("i", tInt, t), tr)
	case 2:
		g.imports["sync"] = true
		k := pick(g, g.ints)
		g.line("{\nvar wg sync.WaitGroup\nvar mu sync.Mutex\nvar total %s\nfor i := 0; i < %d; i++ {\nwg.Add(1)\ngo func(i int) {\n_ = i\ndefer wg.Done()\nmu.Lock()\ndefer mu.Unlock()\ntotal += %s\n}(i)\n}\nwg.Wait()\n%s(\"total\", total)\n}", k.name, n+2, g.alone("i", tInt, k), tr)
	case 3:
		g.line("{\nping, pong := make(chan %[1]s), make(chan %[1]s)\ngo func() {\nfor v := range ping {\n_ = v\npong <- %[2]s\n}\nclose(pong)\n}()\nfor i := range %[3]d {\n_ = i\nping <- %[4]s\n%[5]s(\"pong\", <-pong)\n}\nclose(ping)\n<-pong\n}", t.name, g.alone("v", t, t), n, g.alone("i", tInt, t), tr)
	case 4:
		g.imports["slices"] = true
		k := pick(g, g.ints)
		g.line("{\nin, out := make(chan int), make(chan %s, %d)\nfor range 2 {\ngo func() {\nfor v := range in {\n_ = v\nout <- %s\n}\n}()\n}\nfor i := range %d {\nin <- i\n}\nclose(in)\nvar got []%s\nfor range %d {\ngot = append(got, <-out)\n}\nslices.Sort(got)\n%s(\"sorted\", got)\n}", k.name, n, g.alone("v", tInt, k), n, k.name, n, tr)
	default:
		g.scopedPanic(t)
	}
}

// scopedPanic has a goroutine report how it ended.
func (g *gen) scopedPanic(t *typ) {
	scope := g.scope
	g.scope = []*variable{{name: "a", typ: tInt}, {name: "list", typ: sliceOf(t)}}
	g.noisy, g.panics = false, 1
	x := g.value(t, 3)
	g.scope = scope
	g.line("{\nend := make(chan any)\nfor a := range 3 {\ngo func(list []%s) {\ndefer func() { end <- fmt.Sprint(recover()) }()\nfmt.Sprint(%s, len(list))\n}(make([]%s, a))\n%s(\"end\", <-end)\n}\n}", t.name, x, t.name, g.trace())
}

// selects has one ready case, or adds up what comes in any order.
func (g *gen) selects() {
	t := pick(g, g.scalars)
	tr := g.trace()
	g.quietly()
	switch g.IntN(3) {
	case 0:
		g.line("{\na, b := make(chan %s, 1), make(chan int)\nvar none chan bool\nfor range 2 {\nselect {\ncase a <- %s:\n%s(\"sent\")\ncase v := <-b:\n%s(v)\ncase <-none:\ndefault:\n%s(\"full\", len(a))\n}\n}\n%s(<-a)\n}", t.name, g.expr(t, 2), tr, tr, tr, tr)
	case 1:
		l := g.local("L")
		g.line("{\na, b := make(chan int), make(chan int)\nfor i, c := range []chan int{a, b} {\ngo func() {\nfor j := range 3 {\nc <- i*10 + j\n}\nclose(c)\n}()\n}\nsum, n := 0, 0\n%[1]s:\nfor {\nselect {\ncase v, ok := <-a:\nif !ok {\na = nil\nbreak\n}\nsum += v\nn++\ncase v, ok := <-b:\nif !ok {\nb = nil\ncontinue %[1]s\n}\nsum += v\nn++\n}\nif a == nil && b == nil {\nbreak %[1]s\n}\nif n == 6 {\nbreak\n}\n}\n%[2]s(sum, n)\n}", l, tr)
	default:
		g.line("{\nch, quit := make(chan %s), make(chan struct{})\ngo func() {\nfor i := range 3 {\n_ = i\nch <- %s\n}\nclose(quit)\n}()\nfor open := true; open; {\nselect {\ncase v := <-ch:\n%s(\"value\", v)\ncase <-quit:\nopen = false\n}\n}\n}", t.name, g.alone("i", tInt, t), tr)
	}
}

// generic uses a generic type or function.
func (g *gen) generic() {
	switch g.IntN(3) {
	case 0:
		g.arithmetic()
	case 1:
		g.stack()
	default:
		g.pairs()
	}
}

// arithmetic declares a generic function with a random body over type parameters.
func (g *gen) arithmetic() {
	f := g.name("g")
	scope, frozen := g.scope, g.params
	small := &typ{name: "T", kind: kInt, small: true}
	g.scope = []*variable{{name: "a", typ: small}, {name: "b", typ: small}}
	g.params = []string{"a"}
	g.quietly()
	g.declf("func %s[T ~int8 | ~int | ~uint16 | ~uint64](a, b T) T {\nif a > b {\nreturn %s\n}\nreturn %s\n}\n", f, g.value(small, 4), g.value(small, 4))
	g.scope, g.params = scope, frozen
	g.begin()
	for range 2 {
		t := pick(g, []*typ{tInt8, tInt, tUint16, tUint64})
		g.line("%s(%q, %s[%s](%s, %s))", g.trace(), f, f, t.name, g.value(t, 2), g.expr(t, 1))
		g.quietly()
	}
}

func (g *gen) stack() {
	g.imports["iter"] = true
	name := g.helper("Stack", func(name string) string {
		return strings.ReplaceAll(`type NAME[T any] struct {
	items []T
	pops  int
}

func (s *NAME[T]) Push(v ...T) *NAME[T] {
	s.items = append(s.items, v...)
	return s
}

func (s *NAME[T]) Pop() (v T, ok bool) {
	if len(s.items) == 0 {
		return v, false
	}
	v = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	s.pops++
	return v, true
}

func (s NAME[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i, v := range s.items {
			if !yield(i, v) {
				return
			}
		}
	}
}
`, "NAME", name)
	})
	t := g.anyType(1)
	for !t.shown() {
		t = g.anyType(1)
	}
	g.begin()
	s := g.local("st")
	g.line("{\n%[1]s := new(%[2]s[%[3]s])\n%[1]s.Push(%[4]s)\n%[5]s(%[1]s.Pop())\nfor i, v := range %[1]s.All() {\nif i == 2 {\nbreak\n}\n%[5]s(i, v)\n}\nfmt.Printf(\"%%T %%v\\n\", %[1]s, *%[1]s)\n}", s, name, t.name, g.list(t, g.IntN(4), 2), g.trace())
}

func (g *gen) pairs() {
	name := g.helper("Pair", func(name string) string {
		return strings.ReplaceAll(`type NAME[K comparable, V any] struct {
	Key K
	Val V
}

func (p NAME[K, V]) With(v V) NAME[K, V] {
	p.Val = v
	return p
}

func indexNAME[K comparable, V any](list []NAME[K, V], k K) int {
	for i, p := range list {
		if p.Key == k {
			return i
		}
	}
	return -1
}
`, "NAME", name)
	})
	k, v := pick(g, g.scalars), pick(g, g.scalars)
	g.begin()
	pair := fmt.Sprintf("%s[%s, %s]", name, k.name, v.name)
	a, b := g.expr(k, 2), g.expr(v, 2)
	c, d := g.expr(k, 1), g.expr(v, 1)
	g.line("{\np := %s{%s, %s}\nq := p.With(%s)\nvar x any = q\n_, same := x.(%s)\n%s(p == q, same, index%s([]%s{p, q}, %s))\nfmt.Printf(\"%%T %%+v %%#v\\n\", p, p, q)\n}", pair, a, b, d, pair, g.trace(), name, pair, c)
}

// aliasing shows which copies share memory.
func (g *gen) aliasing() {
	t := pick(g, g.ints)
	g.quietly()
	tr := g.trace()
	switch g.IntN(3) {
	case 0:
		g.line("{\na := make([]%s, 3, 6)\nb := append(a, %s)\nc := append(a[:1], %s)\nd := append(a[:2:2], %s)\nd[0] = %s\n%s(a, b, c, d, len(b), cap(b))\nclear(b[1:])\nn := copy(a[1:], d)\n%s(n, a, b)\n}", t.name, g.expr(t, 1), g.expr(t, 1), g.expr(t, 1), g.expr(t, 1), tr, tr)
	case 1:
		g.line("{\na := [...]%[1]s{%[2]s, 2, 3}\nb := a\np := &a\nfor i, v := range a {\np[i] = v + 1\na[(i+1)%%3] += v\n}\n%[3]s(a, b, *p == a, a == b)\ns := a[:]\ncp := [3]%[1]s(s)\ns[0] = %[4]s\n(*[2]%[1]s)(s)[1]++\n%[3]s(a, cp)\n}", t.name, g.expr(t, 1), tr, g.expr(t, 1))
	default:
		k := pick(g, g.scalars)
		g.line("{\nm := map[%[1]s][]%[2]s{}\nk := %[3]s\nm[k] = append(m[k], %[4]s)\nm[k] = append(m[k], %[5]s)\nm[k][0]++\nw := m\ndelete(w, %[6]s)\nv, ok := m[k]\n%[7]s(len(m), v, ok)\nclear(m)\n%[7]s(len(w))\n}", k.name, t.name, g.typed(k, g.expr(k, 1)), g.expr(t, 1), g.expr(t, 1), g.expr(k, 0), tr)
	}
}
