package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A Stack is a chain of calls, the outermost first, and how much was spent in the
// last of them.
type Stack struct {
	Calls []Call
	Value float64
}

// A Call is a function in a Stack. Groups, as packages, have colours.
type Call struct{ Name, Group string }

// Flame draws stacks as a flame graph with the outermost calls on top: each call is
// as wide as what was spent in it and in what it called, and stacks are drawn together
// as far as they are the same. The unit is that of X.
func Flame(stacks []Stack) *Chart {
	root := new(flame)
	for _, s := range stacks {
		if finite(s.Value) && s.Value > 0 {
			root.add(s.Calls, s.Value)
		}
	}
	root.sort()
	return &Chart{figure: root}
}

// A flame is a call in all stacks that begin alike; its root is no call.
type flame struct {
	Call
	total, own float64 // with and without what it called
	calls      []*flame
	byCall     map[Call]*flame // the same
}

func (f *flame) add(calls []Call, v float64) {
	f.total += v
	if len(calls) == 0 {
		f.own += v
		return
	}
	g := f.byCall[calls[0]]
	if g == nil {
		g = &flame{Call: calls[0]}
		if f.byCall == nil {
			f.byCall = make(map[Call]*flame)
		}
		f.byCall[calls[0]], f.calls = g, append(f.calls, g)
	}
	g.add(calls[1:], v)
}

// sort puts the calls of each call into the order of their names, so that the same
// stacks give the same picture.
func (f *flame) sort() {
	slices.SortFunc(f.calls, func(a, b *flame) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Group, b.Group))
	})
	for _, g := range f.calls {
		g.sort()
	}
}

// walk visits the calls below f that are at least least, outermost first, until
// visit says no: then not what they call.
func (f *flame) walk(depth int, from, least float64, visit func(g *flame, depth int, from float64) bool) {
	for _, g := range f.calls {
		if g.total >= least && visit(g, depth, from) {
			g.walk(depth+1, from, least, visit)
		}
		from += g.total
	}
}

func (f *flame) kind() string { return "flame graph" }

func (f *flame) size() int { return len(f.calls) }

const (
	flameRow      = 18.0
	maxFlameDepth = 60
	flameGap      = 0.5 // pixels; what is narrower is not drawn
)

func (f *flame) draw(p *page) {
	keys := f.groups()
	p.legend(keys)
	colours := make(map[string]string, len(keys))
	for _, k := range keys {
		colours[k.name] = k.colour
	}
	p.heading(p.chart.X.Label)
	top, scale := p.y+6, (p.width-2*edge)/f.total
	deepest, narrow := 0, 0
	f.walk(0, 0, 0, func(g *flame, depth int, from float64) bool {
		if depth >= maxFlameDepth || g.total*scale < flameGap {
			narrow++
			return false
		}
		deepest = max(deepest, depth+1)
		f.block(p, g, edge+from*scale, top+float64(depth)*flameRow, g.total*scale, colours[g.Group])
		return true
	})
	p.y = top + float64(deepest)*flameRow + 4
	if narrow > 0 {
		p.note("calls too narrow or too deep to be drawn: %d", narrow)
	}
}

// block draws a call.
func (f *flame) block(p *page, g *flame, x, y, w float64, colour string) {
	var outline path
	outline.rect(x, y, x+max(w-flameGap, flameGap), y+flameRow-1)
	p.path(&outline, " fill='"+colour+"'", f.tell(p.chart, g))
	name := clip(g.Name, smallSize, w-7)
	if len(strings.TrimSuffix(name, "…")) >= 3 || name == g.Name {
		p.text(x+3, y+flameRow-6, start, fmt.Sprintf(" font-size='%v' fill='%s' pointer-events='none'", smallSize, ink(colour)), name)
	}
}

// tell says how much was spent in a call.
func (f *flame) tell(c *Chart, g *flame) string {
	s := fmt.Sprintf("%s: %s, %s", g.Name, format(g.total, c.X.Unit, 3), percent(g.total/f.total))
	if g.own > 0 && len(g.calls) > 0 {
		s += fmt.Sprintf(" (itself %s, %s)", format(g.own, c.X.Unit, 3), percent(g.own/f.total))
	}
	return s
}

func percent(part float64) string { return format(math.Round(part*1000)/10, "%", 3) }

// groups returns the groups, those in which most was spent first.
func (f *flame) groups() []key {
	spent := make(map[string]float64)
	f.walk(0, 0, 0, func(g *flame, _ int, _ float64) bool {
		spent[g.Group] += g.own
		return true
	})
	var keys []key
	for name := range spent {
		keys = append(keys, key{name: name})
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(spent[b.name], spent[a.name]), strings.Compare(a.name, b.name))
	})
	for i := range keys {
		keys[i].colour = colour(i)
	}
	return keys
}

// text lists the calls that have at least two hundredths, indented.
func (f *flame) text(c *Chart) string {
	const most = 40
	var t textTable
	t.add("call", "part", orElse(c.X.Label, "with what it calls"))
	left := 0
	f.walk(0, 0, f.total/50, func(g *flame, depth int, _ float64) bool {
		if len(t.rows) >= most {
			left++
			return false
		}
		t.add(strings.Repeat("  ", depth)+g.Name, percent(g.total/f.total), format(g.total, c.X.Unit, 3))
		return true
	})
	s := t.String()
	if left > 0 {
		s += fmt.Sprintf("\nand %d more", left)
	}
	return s
}

func (f *flame) summary() string {
	var most *flame
	f.walk(0, 0, 0, func(g *flame, _ int, _ float64) bool {
		if most == nil || g.own > most.own {
			most = g
		}
		return true
	})
	return fmt.Sprintf("%s itself has most, %s of the whole", most.Name, percent(most.own/f.total))
}
