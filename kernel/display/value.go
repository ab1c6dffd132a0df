package display

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	_ "image/jpeg" // for the size of a JPEG
	_ "image/png"  // for the size of a PNG
	"maps"
)

// HTML is a fragment of HTML, shown as such. Text from elsewhere that becomes
// part of it is the caller's to escape (html.EscapeString).
type HTML string

// MIMEBundle returns the fragment, and its text without tags.
func (h HTML) MIMEBundle() map[string]any {
	return map[string]any{"text/html": string(h), "text/plain": withoutTags(string(h))}
}

// Markdown is text in Jupyter's Markdown, with $formulas$.
type Markdown string

// MIMEBundle returns the text as Markdown and as it is.
func (m Markdown) MIMEBundle() map[string]any {
	return map[string]any{"text/markdown": string(m), "text/plain": string(m)}
}

// LaTeX is a formula; it brings its own $ or $$.
type LaTeX string

// MIMEBundle returns the formula, and its source as text.
func (l LaTeX) MIMEBundle() map[string]any {
	return map[string]any{"text/latex": string(l), "text/plain": string(l)}
}

// SVG is a drawing: one complete <svg> element.
type SVG string

// MIMEBundle returns the drawing, and its size in bytes as text.
func (s SVG) MIMEBundle() map[string]any {
	return map[string]any{"image/svg+xml": string(s), "text/plain": fmt.Sprintf("SVG image (%d bytes)", len(s))}
}

// JavaScript is code that the page runs when the output is shown.
type JavaScript string

// MIMEBundle returns the code, also as text.
func (j JavaScript) MIMEBundle() map[string]any {
	return map[string]any{"application/javascript": string(j), "text/plain": string(j)}
}

// PNG is an encoded PNG picture.
type PNG []byte

// MIMEBundle returns the picture, and its size as text.
func (p PNG) MIMEBundle() map[string]any {
	return map[string]any{"image/png": []byte(p), "text/plain": pictureText("PNG", p)}
}

// JPEG is an encoded JPEG picture.
type JPEG []byte

// MIMEBundle returns the picture, and its size as text.
func (j JPEG) MIMEBundle() map[string]any {
	return map[string]any{"image/jpeg": []byte(j), "text/plain": pictureText("JPEG", j)}
}

func pictureText(format string, data []byte) string {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return fmt.Sprintf("%s image (%d bytes, damaged: %v)", format, len(data), err)
	}
	return fmt.Sprintf("%s image (%d x %d)", format, c.Width, c.Height)
}

// JSON shows Value as a tree that can be folded. Value is anything that
// encoding/json accepts; a json.RawMessage is shown as it is.
type JSON struct {
	Value    any
	Expanded bool // the tree starts unfolded
}

// MIMEBundle returns the tree, and indented JSON as text.
func (j JSON) MIMEBundle() map[string]any {
	text, err := json.MarshalIndent(j.Value, "", "  ")
	if err != nil {
		return map[string]any{"text/plain": "display.JSON: " + err.Error()}
	}
	return map[string]any{"application/json": j.Value, "text/plain": string(text)}
}

// MIMEMetadata says how the tree is first shown.
func (j JSON) MIMEMetadata() map[string]any {
	if !j.Expanded {
		return nil
	}
	return map[string]any{"application/json": map[string]any{"expanded": true}}
}

// Raw is a bundle put together by hand: several forms of one thing, of which
// the notebook takes the richest it knows.
type Raw struct {
	Data     map[string]any // media type to data
	Metadata map[string]any // media type to metadata; may be nil
}

// MIMEBundle returns a copy of r.Data.
func (r Raw) MIMEBundle() map[string]any { return maps.Clone(r.Data) }

// MIMEMetadata returns a copy of r.Metadata.
func (r Raw) MIMEMetadata() map[string]any { return maps.Clone(r.Metadata) }
