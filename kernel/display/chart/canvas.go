package chart

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A canvas collects the elements of a picture.
type canvas struct{ b []byte }

// A px is a coordinate, written to a tenth of a pixel.
type px float64

func (p px) String() string {
	return strconv.FormatFloat(math.Round(float64(p)*10)/10+0, 'f', -1, 64)
}

func (c *canvas) printf(form string, args ...any) { c.b = fmt.Appendf(c.b, form, args...) }

// escape makes s text of an XML document, in which not every character may stand.
func escape(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff:
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd")))
}

// Where a text stands relative to its place.
const (
	start  = "start"
	middle = "middle"
	end    = "end"
)

// text writes s at (x, y), which is on its base line. attrs are more attributes,
// each with a space before it.
func (c *canvas) text(x, y float64, anchor, attrs, s string) {
	if s == "" {
		return
	}
	if anchor != start {
		attrs = " text-anchor='" + anchor + "'" + attrs
	}
	c.printf("<text x='%v' y='%v'%s>%s</text>", px(x), px(y), attrs, escape(s))
}

// line draws a straight line.
func (c *canvas) line(x1, y1, x2, y2 float64, attrs string) {
	var p path
	p.move(x1, y1)
	p.line(x2, y2)
	c.path(&p, attrs, "")
}

// path draws p, with a title under the pointer if there is one.
func (c *canvas) path(p *path, attrs, title string) {
	if len(p.b) == 0 {
		return
	}
	if title == "" {
		c.printf("<path d='%s'%s/>", p.b, attrs)
		return
	}
	c.printf("<path d='%s'%s><title>%s</title></path>", p.b, attrs, escape(title))
}

// A path is the outline of a shape in the language of SVG, in tenths of a pixel
// and relative to where the pen is: short, and without errors that add up.
type path struct {
	b    []byte
	x, y int // tenths of a pixel
}

func tenths(v float64) int { return int(math.Round(min(max(v, -1e6), 1e6) * 10)) }

// move lifts the pen.
func (p *path) move(x, y float64) { p.step('M', 0, 0, x, y) }

// line draws to (x, y).
func (p *path) line(x, y float64) { p.step('l', p.x, p.y, x, y) }

// step writes one command whose numbers are relative to (fromX, fromY).
func (p *path) step(command byte, fromX, fromY int, x, y float64) {
	tx, ty := tenths(x), tenths(y)
	switch dx, dy := tx-fromX, ty-fromY; {
	case command == 'l' && dy == 0:
		p.b = appendTenths(append(p.b, 'h'), dx)
	case command == 'l' && dx == 0:
		p.b = appendTenths(append(p.b, 'v'), dy)
	default:
		p.b = appendTenths(append(p.b, command), dx)
		if dy >= 0 {
			p.b = append(p.b, ' ')
		}
		p.b = appendTenths(p.b, dy)
	}
	p.x, p.y = tx, ty
}

// dot marks a point; drawn with round ends it is a disc as wide as the stroke.
func (p *path) dot(x, y float64) {
	p.move(x, y)
	p.b = append(p.b, "h0"...)
}

// dash marks a stretch of a horizontal line.
func (p *path) dash(x1, x2, y float64) {
	if len(p.b) == 0 {
		p.move(x1, y)
	} else {
		p.step('m', p.x, p.y, x1, y)
	}
	p.line(x2, y)
}

// rect outlines a rectangle.
func (p *path) rect(x1, y1, x2, y2 float64) { p.polygon(x1, y1, x2, y1, x2, y2, x1, y2) }

// polygon outlines the figure with these corners, x and y in turn.
func (p *path) polygon(corners ...float64) {
	p.move(corners[0], corners[1])
	for i := 2; i+1 < len(corners); i += 2 {
		p.line(corners[i], corners[i+1])
	}
	p.b = append(p.b, 'z')
}

func appendTenths(b []byte, n int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, int64(n/10), 10)
	if n%10 != 0 {
		b = append(b, '.', byte('0'+n%10))
	}
	return b
}
