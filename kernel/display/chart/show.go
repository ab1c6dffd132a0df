package chart

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// MIMEBundle returns the chart in all its forms.
func (c *Chart) MIMEBundle() map[string]any {
	svg := c.SVG()
	return map[string]any{"image/svg+xml": svg, "text/html": c.image(svg), "text/plain": c.String()}
}

// SVG returns the chart as one svg element, which is also a complete document.
func (c *Chart) SVG() string {
	p := newPage(c)
	if err := c.trouble(); err != nil {
		p.y += 18
		top := p.y
		for _, line := range wrap(err.Error(), tickSize, p.width-2*edge-10, 4) {
			p.y += 16
			p.text(edge+10, p.y, start, "", line)
		}
		p.line(edge+2, top+4, edge+2, p.y+4, " stroke='#d0466a' stroke-width='4'")
		p.y += 18
		return p.finish()
	}
	if c.figure.size() == 0 {
		p.heading(errNoData.Error())
		return p.finish()
	}
	c.figure.draw(p)
	return p.finish()
}

// HTML returns the chart as an image that becomes an svg element where it may.
func (c *Chart) HTML() string { return c.image(c.SVG()) }

// image wraps the picture as the package comment says.
func (c *Chart) image(svg string) string {
	const prefix = "data:image/svg+xml;base64,"
	return fmt.Sprintf(`<img alt="%s" style="max-width:100%%" src="%s%s" onload="this.outerHTML=decodeURIComponent(escape(atob(this.src.slice(%d))))">`,
		escape(c.name()+". "+c.summary()), prefix, base64.StdEncoding.EncodeToString([]byte(svg)), len(prefix))
}

// String returns the chart as text.
func (c *Chart) String() string {
	if err := c.trouble(); err != nil {
		return err.Error()
	}
	body := errNoData.Error()
	if c.figure.size() > 0 {
		body = strings.TrimRight(c.figure.text(c), "\n")
	}
	lines := []string{c.Title, body, c.Caption}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// trouble says why there is nothing to draw, nil if there is.
func (c *Chart) trouble() error {
	if c.err == nil && c.figure == nil {
		return errNoData
	}
	return c.err
}

// name is what the chart is called by those who cannot see it.
func (c *Chart) name() string {
	kind := "chart"
	if c.figure != nil {
		kind = c.figure.kind()
	}
	if c.Title == "" {
		return kind
	}
	return c.Title + " (" + kind + ")"
}

// summary describes the data.
func (c *Chart) summary() string {
	if err := c.trouble(); err != nil {
		return err.Error()
	}
	if c.figure.size() == 0 {
		return errNoData.Error()
	}
	return c.figure.summary()
}
