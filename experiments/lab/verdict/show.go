package verdict

import (
	"fmt"
	"html"
	"strings"

	"gosched/experiments/lab"
)

// A row is one line of a card: what it is about, and what is said of it.
type row struct {
	label lab.Text
	text  string
}

// rows returns the lines of the card below its heading.
func (c Card) rows() []row {
	rows := []row{
		{lab.Text{ZH: "原文", EN: "claim"}, fmt.Sprintf("“%s” · %s (%s)", c.Claim.Quote, c.Claim.English, c.Claim.Seed)},
		{lab.Text{ZH: "预期", EN: "expected"}, c.Expected.Text.String()},
		{lab.Text{ZH: "实测", EN: "measured"}, c.Measured.Text.String()},
	}
	if c.Prediction != nil {
		rows = append(rows, row{lab.Text{ZH: "你的预测", EN: "your prediction"}, c.prediction()})
	}
	if note := c.Verdict.Note.String(); note != "" {
		rows = append(rows, row{lab.Text{ZH: "说明", EN: "note"}, note})
	}
	return rows
}

// prediction says what became of the reader's guess.
func (c Card) prediction() string {
	outcome := lab.Text{ZH: "出乎意料", EN: "a surprise"}
	switch {
	case c.Verdict.Kind == Inconclusive:
		outcome = lab.Text{ZH: "还不知道", EN: "not known yet"}
	case c.Prediction.Right(c.Measured.Value):
		outcome = lab.Text{ZH: "猜中了", EN: "right"}
	}
	return fmt.Sprintf("%v: %s", c.Prediction.Guess, outcome)
}

// heading is the first line of the card: sign, experiment, verdict.
func (c Card) heading() string {
	kind := c.Verdict.Kind
	return fmt.Sprintf("%s %s %s", kind.Mark(), c.Claim.ID, kind.Text())
}

// String returns the card as plain text, one line for each row.
func (c Card) String() string {
	var b strings.Builder
	b.WriteString(c.heading())
	for _, r := range c.rows() {
		fmt.Fprintf(&b, "\n  %s: %s", r.label, r.text)
	}
	return b.String()
}

// Markdown returns the card as a quotation with a heading and a list.
func (c Card) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "> **%s**\n>\n", c.heading())
	for _, r := range c.rows() {
		fmt.Fprintf(&b, "> - %s: %s\n", r.label, r.text)
	}
	return b.String()
}

// HTML returns the card as a box which takes the page's own colours, light or
// dark, except for the verdict.
func (c Card) HTML() string {
	colour := looks[c.Verdict.Kind].colour
	var b strings.Builder
	fmt.Fprintf(&b, `<div style="border:1px solid %s;border-left-width:6px;border-radius:4px;padding:6px 12px;max-width:56em">`, colour)
	fmt.Fprintf(&b, `<div style="font-size:110%%;font-weight:bold;color:%s">%s</div>`, colour, html.EscapeString(c.heading()))
	for _, r := range c.rows() {
		fmt.Fprintf(&b, `<div><b>%s</b>: %s</div>`, html.EscapeString(r.label.String()), html.EscapeString(r.text))
	}
	b.WriteString("</div>")
	return b.String()
}

// MIMEBundle shows the card in a notebook.
func (c Card) MIMEBundle() map[string]any {
	return map[string]any{
		"text/html":     c.HTML(),
		"text/markdown": c.Markdown(),
		"text/plain":    c.String(),
	}
}
