// Package display shows values in a notebook as more than text: HTML, Markdown,
// pictures, formulas, tables, JSON, and outputs that change while a cell runs.
// Charts are in package display/chart.
//
//	display.Show(display.Markdown("**bold**"), img)   // any number of values
//	h := display.Start(display.HTML("<i>0 %</i>"))     // an output that can change
//	h.Update(display.HTML("<i>50 %</i>"))
//	for i := range display.Range(100) { … }            // a progress bar
//	display.Table{Rows: results, Limit: 5}             // a slice of structs, for instance
//	name, err := display.Input("Your name: ")
//
// # Which form a value takes
//
// Every value has a text form (text/plain). A value shows itself in a richer one,
// both as the last expression of a cell and through Show, if it has a method of
// this table; all that it has are sent, and the notebook takes the richest.
//
//	MIMEBundle() map[string]any      the whole bundle, media type to data; the others are not asked
//	MIMEMetadata() map[string]any    metadata of the bundle, by media type
//	HTML() string                    text/html
//	Markdown() string                text/markdown
//	SVG() string                     image/svg+xml
//	LaTeX() string, Latex() string   text/latex
//	JavaScript() string              application/javascript
//	PNG() []byte                     image/png
//	JPEG() []byte                    image/jpeg
//	PDF() []byte                     application/pdf
//	JSON() any                       application/json (also with a map or json.RawMessage as result)
//
// An image.Image without such a method is shown as PNG, and what has rows as a
// table (see Bundle). A method that panics is reported in the text form; the other
// forms are still shown.
//
// Data of a bundle are strings, []byte (sent as text for text/* and image/svg+xml,
// else in base64) or, for JSON types, anything encoding/json accepts. Media types
// have no parameters: "text/html", never "text/html; charset=utf-8".
//
// # Outside a notebook
//
// In a compiled program, where no notebook is connected, Show and Handle.Update
// print the text form to standard output, a progress bar prints its last state
// only, Clear does nothing, and Input reads a line of standard input. So a
// program that uses this package still works with go run.
//
// All functions and methods may be called from any goroutine. Output belongs to
// the cell whose goroutine made the call.
package display
