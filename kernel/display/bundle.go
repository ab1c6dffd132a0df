package display

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Bundle returns all forms of v by media type, and their metadata, ready for
// encoding/json: data are strings and json.RawMessages. The text form is always
// there and neither map is nil. Bundle does not panic, whatever v's methods do.
//
// The text form is what fmt prints for %v, with these exceptions: a string is
// quoted, a struct shows its field names (%+v), and what is too large to read is
// cut, with a note of how much is missing.
//
// These also have a table as HTML (see Table), unless they or their elements have
// a form of their own: slices and arrays of structs, of pointers to structs and of
// maps; maps to anything but struct{}; slices of slices of single values. The
// latter two have not if they hold single values and their text form is at most 60
// characters long, which is read more easily than a table. Slices of single
// values, strings and bytes are text.
func Bundle(v any) (data, metadata map[string]any) {
	data, metadata, notes := forms(v)
	if err := normalize(data); err != nil {
		return map[string]any{"text/plain": "display: " + err.Error()}, map[string]any{}
	}
	if _, ok := data["text/plain"]; !ok {
		data["text/plain"] = text(v)
	}
	if len(notes) > 0 {
		data["text/plain"] = strings.Join(append(notes, data["text/plain"].(string)), "\n")
	}
	return data, metadata
}

// forms asks v's methods. The notes say which of them failed.
func forms(v any) (data, metadata map[string]any, notes []string) {
	data, metadata = map[string]any{}, map[string]any{}
	ask := func(name string, call func()) {
		if note := survive(v, name, call); note != "" {
			notes = append(notes, note)
		}
	}
	if m, ok := v.(interface{ MIMEMetadata() map[string]any }); ok {
		ask("MIMEMetadata", func() { maps.Copy(metadata, m.MIMEMetadata()) })
	}
	if m, ok := v.(interface{ MIMEBundle() map[string]any }); ok {
		ask("MIMEBundle", func() { maps.Copy(data, m.MIMEBundle()) })
		return data, metadata, notes
	}
	for _, m := range methods {
		if call := m.find(v); call != nil {
			ask(m.name, func() { data[m.mediaType] = call() })
		}
	}
	if img, ok := v.(image.Image); ok && len(data) == 0 {
		ask("image", func() { maps.Copy(data, pictureForms(img)) })
	}
	if t, ok := tabular(v); ok && len(data) == 0 {
		ask("table", func() { data["text/html"] = t.HTML() })
	}
	return data, metadata, notes
}

// The interfaces by which a value shows itself, one method each.
type (
	hasHTML       interface{ HTML() string }
	hasMarkdown   interface{ Markdown() string }
	hasSVG        interface{ SVG() string }
	hasLaTeX      interface{ LaTeX() string }
	hasLatex      interface{ Latex() string }
	hasJavaScript interface{ JavaScript() string }
	hasPNG        interface{ PNG() []byte }
	hasJPEG       interface{ JPEG() []byte }
	hasPDF        interface{ PDF() []byte }
	hasJSON       interface{ JSON() any }
	hasJSONMap    interface{ JSON() map[string]any }
	hasRawJSON    interface{ JSON() json.RawMessage }
)

var methods = []struct {
	mediaType, name string
	find            func(v any) func() any
}{
	{"text/html", "HTML", by(hasHTML.HTML)},
	{"text/markdown", "Markdown", by(hasMarkdown.Markdown)},
	{"image/svg+xml", "SVG", by(hasSVG.SVG)},
	{"text/latex", "LaTeX", by(hasLaTeX.LaTeX)},
	{"text/latex", "Latex", by(hasLatex.Latex)},
	{"application/javascript", "JavaScript", by(hasJavaScript.JavaScript)},
	{"image/png", "PNG", by(hasPNG.PNG)},
	{"image/jpeg", "JPEG", by(hasJPEG.JPEG)},
	{"application/pdf", "PDF", by(hasPDF.PDF)},
	{"application/json", "JSON", by(hasJSON.JSON)},
	{"application/json", "JSON", by(hasJSONMap.JSON)},
	{"application/json", "JSON", by(hasRawJSON.JSON)},
}

// by makes a finder from the method expression of a one-method interface.
func by[I, R any](method func(I) R) func(v any) func() any {
	return func(v any) func() any {
		if i, ok := v.(I); ok {
			return func() any { return method(i) }
		}
		return nil
	}
}

// survive calls a method of v and returns a note if it panicked. A method called
// on a nil pointer may well panic: then the value simply has no such form.
func survive(v any, name string, call func()) (note string) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer && r.IsNil() {
			return
		}
		note = fmt.Sprintf("display: method %s of %T panicked: %v", name, v, p)
	}()
	call()
	return ""
}

func pictureForms(img image.Image) map[string]any {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return map[string]any{"text/plain": fmt.Sprintf("display: %v", err)}
	}
	size := img.Bounds().Size()
	return map[string]any{
		"image/png":  b.Bytes(),
		"text/plain": fmt.Sprintf("%T (%d x %d)", img, size.X, size.Y),
	}
}

// normalize brings data into the form which the protocol wants. It reports media
// types that are none, and values that are not JSON.
func normalize(data map[string]any) error {
	for _, key := range slices.Sorted(maps.Keys(data)) {
		if !validMediaType(key) {
			return fmt.Errorf("%q is not a media type (want type/subtype without parameters)", key)
		}
		value, err := encodable(key, data[key])
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		data[key] = value
	}
	return nil
}

func encodable(mediaType string, v any) (any, error) {
	isText := strings.HasPrefix(mediaType, "text/") || mediaType == "image/svg+xml"
	r := reflect.ValueOf(v)
	switch {
	case isJSON(mediaType):
		return marshal(v)
	case r.Kind() == reflect.String:
		return r.String(), nil
	case r.Kind() == reflect.Slice && r.Type().Elem().Kind() == reflect.Uint8 && isText:
		return string(r.Bytes()), nil
	case r.Kind() == reflect.Slice && r.Type().Elem().Kind() == reflect.Uint8:
		return base64.StdEncoding.EncodeToString(r.Bytes()), nil
	case isText:
		return nil, fmt.Errorf("want a string, not %T", v)
	}
	return marshal(v)
}

// marshal encodes v, surviving a MarshalJSON method that panics.
func marshal(v any) (raw json.RawMessage, err error) {
	if note := survive(v, "MarshalJSON", func() { raw, err = json.Marshal(v) }); note != "" {
		return nil, fmt.Errorf("%s", note)
	}
	return raw, err
}

func isJSON(mediaType string) bool {
	return mediaType == "application/json" ||
		strings.HasPrefix(mediaType, "application/") && strings.HasSuffix(mediaType, "+json")
}

// validMediaType reports whether s is type/subtype in the characters that Jupyter
// allows: letters, digits and _ - + . on both sides.
func validMediaType(s string) bool {
	major, minor, ok := strings.Cut(s, "/")
	return ok && isToken(major) && isToken(minor)
}

func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && !('0' <= c && c <= '9') && !strings.ContainsRune("_-+.", rune(c)) {
			return false
		}
	}
	return s != ""
}
