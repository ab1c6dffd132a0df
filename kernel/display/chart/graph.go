package chart

import (
	"fmt"
	"math"
	"slices"
)

// An Edge is an arrow of a graph. Marked ones stand out.
type Edge struct {
	From, To string // names of nodes
	Label    string // beside the arrow
	Marked   bool
}

// Graph draws what points to what. The nodes are what the edges name; they stand in a
// round, from the top and clockwise, in the order in which they are first named.
func Graph(edges []Edge) *Chart { return &Chart{figure: newGraph(edges)} }

// A graph is a figure of boxes and arrows.
type graph struct {
	edges []Edge
	nodes []string
}

func newGraph(edges []Edge) *graph {
	f := &graph{edges: slices.Clone(edges)}
	for _, e := range edges {
		for _, name := range []string{e.From, e.To} {
			if !slices.Contains(f.nodes, name) {
				f.nodes = append(f.nodes, name)
			}
		}
	}
	return f
}

func (f *graph) kind() string { return "graph" }

func (f *graph) size() int { return len(f.edges) }

// Sizes of boxes and arrows, in pixels.
const (
	boxHeight = 28.0
	widestBox = 190.0
	headSize  = 9.0
	apart     = 9.0 // of two arrows there and back, from the line between the nodes
	loopSize  = 26.0
)

// A box is a node where it stands.
type box struct {
	x, y   float64 // of its middle
	half   float64 // its width
	marked bool
}

func (f *graph) draw(p *page) {
	boxes := f.place(p)
	for _, e := range f.edges {
		a, b := boxes[e.From], boxes[e.To]
		a.marked, b.marked = a.marked || e.Marked, b.marked || e.Marked
		attrs := " fill='none' stroke-width='1.5' stroke='currentColor' stroke-opacity='.75'"
		fill := " fill-opacity='.75'"
		if e.Marked {
			attrs, fill = " fill='none' stroke-width='2.5' stroke='"+colour(5)+"'", " fill='"+colour(5)+"'"
		}
		if a == b {
			f.loop(p, e, a, attrs, fill)
		} else {
			f.arrow(p, e, a, b, attrs, fill)
		}
	}
	for _, name := range f.nodes {
		f.box(p, name, boxes[name])
	}
}

// place gives each node its place, and takes the room for all.
func (f *graph) place(p *page) map[string]*box {
	ry := float64(p.chart.Height) / 2
	if p.chart.Height <= 0 {
		ry = max(70, 20*float64(len(f.nodes)))
	}
	if len(f.nodes) < 2 {
		ry = 0
	}
	half := 0.0
	for _, name := range f.nodes {
		half = max(half, min(width(name, nameSize), widestBox)/2+10)
	}
	p.y += 8 + loopSize
	x, y, rx := p.width/2, p.y+ry+boxHeight/2, min(p.width/2-edge-half-40, 2.2*ry)
	p.y += 2*ry + boxHeight + 12
	boxes := make(map[string]*box, len(f.nodes))
	for i, name := range f.nodes {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(f.nodes)))
		boxes[name] = &box{x: x + rx*sin, y: y - ry*cos, half: half}
	}
	return boxes
}

// box draws a node.
func (f *graph) box(p *page, name string, b *box) {
	attrs := base
	if b.marked {
		attrs = " stroke='" + colour(5) + "' stroke-width='2'"
	}
	p.printf("<rect x='%v' y='%v' width='%v' height='%v' rx='6' fill='none'%s/>",
		px(b.x-b.half), px(b.y-boxHeight/2), px(2*b.half), px(boxHeight), attrs)
	p.text(b.x, b.y+nameSize/3, middle, fmt.Sprintf(" font-size='%v'", nameSize), clip(name, nameSize, 2*b.half-8))
}

// arrow draws an edge from the border of one box to that of another.
func (f *graph) arrow(p *page, e Edge, a, b *box, attrs, fill string) {
	dx, dy := b.x-a.x, b.y-a.y
	length := math.Hypot(dx, dy)
	dx, dy = dx/length, dy/length
	side := 0.0
	if f.back(e) {
		side = apart
	}
	ox, oy := dy*side, -dx*side // to the left of the way
	from, to := a.border(dx, dy), b.border(dx, dy)+1
	x1, y1 := a.x+ox+dx*from, a.y+oy+dy*from
	x2, y2 := b.x+ox-dx*to, b.y+oy-dy*to
	p.line(x1, y1, x2-dx*headSize, y2-dy*headSize, attrs)
	head(p, x2, y2, dx, dy, fill)
	beside(p, (x1+x2)/2, (y1+y2)/2, dx, dy, e.Label)
}

// back reports whether there is an edge the other way.
func (f *graph) back(e Edge) bool {
	return slices.ContainsFunc(f.edges, func(o Edge) bool { return o.From == e.To && o.To == e.From })
}

// border returns how far it is from the middle of the box to its border in a direction.
func (b *box) border(dx, dy float64) float64 {
	return min(b.half/max(math.Abs(dx), 1e-9), boxHeight/2/max(math.Abs(dy), 1e-9))
}

// head draws the point of an arrow.
func head(p *page, x, y, dx, dy float64, fill string) {
	bx, by := x-dx*headSize, y-dy*headSize
	var outline path
	outline.polygon(x, y, bx-dy*headSize/2, by+dx*headSize/2, bx+dy*headSize/2, by-dx*headSize/2)
	p.path(&outline, fill, "")
}

// beside writes a label to the left of the way, which is outside where arrows go round
// clockwise.
func beside(p *page, x, y, dx, dy float64, label string) {
	anchor := middle
	switch nx := dy; {
	case nx > 0.2:
		anchor = start
	case nx < -0.2:
		anchor = end
	}
	p.text(x+dy*8, y-dx*10+4, anchor, muted, clip(label, tickSize, 160))
}

// loop draws an edge from a node to itself.
func (f *graph) loop(p *page, e Edge, b *box, attrs, fill string) {
	x, top := b.half/2, b.y-boxHeight/2
	var way path
	way.move(b.x-x, top)
	way.line(b.x-x, top-loopSize+6)
	way.line(b.x+x, top-loopSize+6)
	way.line(b.x+x, top-headSize-1)
	p.path(&way, attrs, "")
	head(p, b.x+x, top-1, 0, 1, fill)
	p.text(b.x+x+8, top-loopSize+14, start, muted, clip(e.Label, tickSize, 160))
}

// text lists the edges.
func (f *graph) text(*Chart) string {
	var t textTable
	t.add("from", "", "to")
	for _, e := range f.edges {
		t.add(e.From, orElse(e.Label, "→"), e.To)
	}
	return t.String()
}

func (f *graph) summary() string {
	return fmt.Sprintf("%d nodes, %d arrows", len(f.nodes), len(f.edges))
}
