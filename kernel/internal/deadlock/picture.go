package deadlock

import (
	"fmt"
	"html"
	"math"
	"strings"
	"unicode/utf8"
)

// The picture of a circle has goroutines, which are boxes, and locks, which are round,
// in turn on a ring: an arrow leads from who waits to the lock, and one from the lock to who
// holds it. As the charts of package chart, it is drawn in the page's ink and in colours
// that stand out from light and dark pages, and where it cannot know the page it brings
// a background of its own.

// mostDrawn is how many goroutines a picture has at most.
const mostDrawn = 9

// Colours with a contrast of at least 3 : 1 to white and to the dark themes' greys.
const (
	waitColour = "#d0466a"
	holdColour = "#2b7fc4"
)

// Sizes in pixels.
const (
	boxHeight = 38.0
	charWidth = 6.8 // of a letter of the size that is used
	margin    = 8.0
)

// A shape is a box on the ring, with one or two lines of text.
type shape struct {
	x, y, width, height float64 // of its middle, and its size
	lines               []string
	round               bool
}

// inside says whether a point is in the shape or close to it.
func (s *shape) inside(x, y float64) bool {
	const gap = 4
	return math.Abs(x-s.x) < s.width/2+gap && math.Abs(y-s.y) < s.height/2+gap
}

// SVG returns the picture of a circle, "" if there is too much in it.
func SVG(c []link, cell int) string {
	if len(c) > mostDrawn {
		return ""
	}
	shapes, width, height := ring(c, cell)
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns='http://www.w3.org/2000/svg' role='img' aria-label='circle of goroutines and locks' width='%.0f' height='%.0f' viewBox='0 0 %[1]v %[2]v'"+
		" style='max-width:100%%;height:auto' font-family='system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Liberation Sans,Arial,sans-serif' font-size='12' fill='currentColor'>",
		math.Ceil(width), math.Ceil(height))
	fmt.Fprintf(&b, "<desc>%s</desc>%s", html.EscapeString(sentence(c, cell)), alone)
	first := "" // what the third kind of arrow means
	for i := range shapes {
		waits := i%2 == 0
		colour, dash := holdColour, " stroke-dasharray='5 3'"
		switch {
		case waits:
			colour, dash = waitColour, ""
		case c[i/2].behind:
			dash, first = " stroke-dasharray='1 4'", "</tspan><tspan dx='14' fill='"+holdColour+"'>⋯ goes first to"
		}
		b.WriteString(arrow(&shapes[i], &shapes[(i+1)%len(shapes)], colour, dash, width/2, (height-20)/2))
	}
	for i := range shapes {
		shapes[i].draw(&b)
	}
	fmt.Fprintf(&b, "<text x='%v' y='%.0f' font-size='11'><tspan fill='%s'>→ waits for</tspan><tspan dx='14' fill='%s'>⇢ is held by%s</tspan></text></svg>",
		margin, height-margin, waitColour, holdColour, first)
	return b.String()
}

// alone is the style of a picture that is a document of its own.
const alone = `<style>svg:root{background:#fff;color:#1f2328}@media(prefers-color-scheme:dark){svg:root{background:#111;color:#e4e4e4}}</style>`

// ring places the shapes, and returns the size of the picture.
func ring(c []link, cell int) (shapes []shape, width, height float64) {
	widest := 0.0
	for _, l := range c {
		name := label(l.who, cell)
		place := l.who.At.Place()
		shapes = append(shapes, newShape(false, name, place), newShape(true, l.lock.String()))
		widest = max(widest, shapes[len(shapes)-2].width, shapes[len(shapes)-1].width)
	}
	// Each shape has as much of the ring as the widest one needs across and two need down.
	n := float64(len(shapes))
	ry := max(52, n*boxHeight*1.5/math.Pi/1.6)
	rx := max(widest*0.75+24, n*(widest+30)/(2*math.Pi)*0.8)
	width, height = 2*rx+widest+2*margin, 2*ry+boxHeight+2*margin+20
	for i := range shapes {
		angle := 2*math.Pi*float64(i)/n - math.Pi
		if len(shapes) > 2 {
			angle += math.Pi / 2 // the first one above
		}
		shapes[i].x = width/2 + rx*math.Cos(angle)
		shapes[i].y = (height-20)/2 + ry*math.Sin(angle)
	}
	return shapes, width, height
}

// mostLetters is how long a line of a shape may be.
const mostLetters = 26

func newShape(round bool, lines ...string) shape {
	s := shape{round: round, height: boxHeight - 10}
	if len(lines) > 1 {
		s.height = boxHeight
	}
	for _, l := range lines {
		if utf8.RuneCountInString(l) > mostLetters {
			l = "…" + string([]rune(l)[utf8.RuneCountInString(l)-mostLetters+1:])
		}
		s.lines = append(s.lines, l)
		s.width = max(s.width, float64(utf8.RuneCountInString(l))*charWidth+20)
	}
	return s
}

// draw writes the shape.
func (s *shape) draw(b *strings.Builder) {
	corner, colour := 3.0, waitColour
	if s.round {
		corner, colour = s.height/2, holdColour
	}
	fmt.Fprintf(b, "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='%.0f' fill='%s' fill-opacity='.1' stroke='%[6]s'/>",
		s.x-s.width/2, s.y-s.height/2, s.width, s.height, corner, colour)
	y := s.y + 4 - 7*float64(len(s.lines)-1)
	for i, line := range s.lines {
		style := ""
		switch {
		case i > 0:
			style = " font-size='11' fill-opacity='.75'"
		case len(s.lines) > 1:
			style = " font-weight='600'"
		}
		fmt.Fprintf(b, "<text x='%.1f' y='%.1f' text-anchor='middle'%s>%s</text>", s.x, y+14.5*float64(i), style, html.EscapeString(line))
	}
}

// arrow draws an arrow that bends away from the middle of the ring.
func arrow(from, to *shape, colour, dash string, cx, cy float64) string {
	mx, my := (from.x+to.x)/2, (from.y+to.y)/2
	dx, dy := mx-cx, my-cy
	if math.Hypot(dx, dy) < 1 { // two shapes: one arrow above, one below
		dx, dy = 0, from.x-to.x
	}
	bend := 0.35 * math.Hypot(from.x-to.x, from.y-to.y)
	if math.Hypot(to.x-from.x, to.y-from.y) < 1 {
		return ""
	}
	length := math.Hypot(dx, dy)
	qx, qy := mx+dx/length*bend, my+dy/length*bend
	at := func(t float64) (x, y float64) {
		return (1-t)*(1-t)*from.x + 2*t*(1-t)*qx + t*t*to.x, (1-t)*(1-t)*from.y + 2*t*(1-t)*qy + t*t*to.y
	}
	const steps = 200
	first, last := 0, steps
	for first < steps && from.insideAt(at, first, steps) {
		first++
	}
	for last > first && to.insideAt(at, last, steps) {
		last--
	}
	var b strings.Builder
	b.WriteString("<path d='M")
	for k := 0; k <= 12; k++ {
		x, y := at((float64(first) + float64(last-first)*float64(k)/12) / steps)
		fmt.Fprintf(&b, " %.1f %.1f", x, y)
	}
	fmt.Fprintf(&b, "' fill='none' stroke='%s' stroke-width='1.6'%s/>", colour, dash)
	x, y := at(float64(last) / steps)
	px, py := at(float64(last-8) / steps)
	angle := math.Atan2(y-py, x-px)
	tip := func(turn float64) (float64, float64) {
		return x - 8*math.Cos(angle+turn), y - 8*math.Sin(angle+turn)
	}
	ax, ay := tip(0.45)
	bx, by := tip(-0.45)
	fmt.Fprintf(&b, "<path d='M%.1f %.1f %.1f %.1f %.1f %.1fz' fill='%s'/>", x, y, ax, ay, bx, by, colour)
	return b.String()
}

// insideAt says whether a step of a curve is inside the shape.
func (s *shape) insideAt(at func(t float64) (x, y float64), step, steps int) bool {
	return s.inside(at(float64(step) / float64(steps)))
}
