package chart

import (
	"fmt"
	"strings"
)

// Sizes of type and the margins of a picture, in pixels.
const (
	titleSize = 15.0
	nameSize  = 13.0 // names of series, groups and lanes
	tickSize  = 12.0
	smallSize = 11.0

	defaultWidth = 680
	edge         = 10.0 // around the picture
)

// What is drawn in the page's ink but should stand back.
const (
	muted = " fill-opacity='.75'"
	grid  = " stroke='currentColor' stroke-opacity='.16'"
	base  = " stroke='currentColor' stroke-opacity='.55'"
)

// fonts are tried in this order; the latter ones have Chinese.
const fonts = `system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Noto Sans,Liberation Sans,Arial,` +
	`PingFang SC,Microsoft YaHei,Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Micro Hei,sans-serif`

// alone is the style of a picture that is a document of its own, and so cannot see
// on which page it stands.
const alone = `<style>svg:root{background:#fff;color:#1f2328}@media(prefers-color-scheme:dark){svg:root{background:#111;color:#e4e4e4}}</style>`

// A page is a picture that is drawn from top to bottom.
type page struct {
	canvas
	chart *Chart
	width float64 // of the picture
	y     float64 // where the free space begins
	notes []string
}

// newPage returns a page with the chart's title.
func newPage(c *Chart) *page {
	w := float64(c.Width)
	if c.Width <= 0 {
		w = defaultWidth
	}
	p := &page{chart: c, width: min(max(w, 200), 4000), y: edge}
	for _, line := range wrap(c.Title, titleSize*1.04, p.width-2*edge, 2) {
		p.y += 1.25 * titleSize
		p.text(edge, p.y-4, start, fmt.Sprintf(" font-size='%v' font-weight='600'", titleSize), line)
	}
	return p
}

// heading writes a line above the plotted area: what its values are.
func (p *page) heading(s string) {
	if s != "" {
		p.y += 17
		p.text(edge, p.y-4, start, muted, clip(s, tickSize, p.width-2*edge))
	}
}

// note remembers a line to be written below.
func (p *page) note(form string, args ...any) { p.notes = append(p.notes, fmt.Sprintf(form, args...)) }

// small writes a line in small print.
func (p *page) small(s string) {
	for _, line := range wrap(s, smallSize*1.04, p.width-2*edge, 3) {
		p.y += 15
		p.text(edge, p.y-3, start, fmt.Sprintf(" font-size='%v'%s", smallSize, muted), line)
	}
}

// finish returns the picture with caption, notes and frame.
func (p *page) finish() string {
	p.y += 4
	p.small(p.chart.Caption)
	if len(p.notes) > 0 {
		p.small(strings.Join(p.notes, "; "))
	}
	p.y += edge - 4
	var out canvas
	name := p.chart.name()
	out.printf("<svg xmlns='http://www.w3.org/2000/svg' role='img' aria-label='%s' width='%v' height='%v' viewBox='0 0 %[2]v %[3]v'"+
		" style='max-width:100%%;height:auto' font-family='%[4]s' font-size='%[5]v' fill='currentColor'>",
		escape(name), px(p.width), px(p.y), fonts, tickSize)
	out.printf("<desc>%s</desc>%s", escape(p.chart.summary()), alone)
	return string(out.b) + string(p.b) + "</svg>"
}

// A key is an entry of a legend.
type key struct{ name, colour string }

// legend writes the keys in lines above the plotted area.
func (p *page) legend(keys []key) {
	const swatch, gap, most = 11.0, 16.0, 24
	if len(keys) == 0 {
		return
	}
	if len(keys) > most {
		p.note("%d more in the legend", len(keys)-most)
		keys = keys[:most]
	}
	x := edge
	p.y += 18
	for _, k := range keys {
		name := clip(k.name, tickSize, min(220, p.width-2*edge-swatch-5))
		w := swatch + 5 + width(name, tickSize)
		if x > edge && x+w > p.width-edge {
			x, p.y = edge, p.y+18
		}
		p.printf("<rect x='%v' y='%v' width='%[3]v' height='%[3]v' rx='2' fill='%[4]s'/>", px(x), px(p.y-14), px(swatch), k.colour)
		p.text(x+swatch+5, p.y-4, start, "", name)
		x += w + gap
	}
	p.y += 2
}

// keysOf returns the keys of series, none if there is nothing to tell apart.
func keysOf(ss []series) []key {
	if len(ss) == 1 && ss[0].name == "" {
		return nil
	}
	var keys []key
	for i, s := range ss {
		keys = append(keys, key{s.name, colour(i)})
	}
	return keys
}
