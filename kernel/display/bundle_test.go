package display_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"gosched/kernel/display"
)

type (
	point   struct{ X, Y int }
	named   string
	verbose struct{ n int }
	shown   struct{}
	rude    struct{}
	nilSafe struct{ text string }
	badType struct{ data map[string]any }
	loud    struct{}
)

func (v verbose) String() string { return fmt.Sprintf("verbose %d", v.n) }

func (shown) HTML() string                 { return "<b>x</b>" }
func (shown) Markdown() string             { return "**x**" }
func (shown) SVG() string                  { return "<svg/>" }
func (shown) LaTeX() string                { return "$x$" }
func (shown) JavaScript() string           { return "x" }
func (shown) PNG() []byte                  { return []byte("png") }
func (shown) JPEG() []byte                 { return []byte("jpeg") }
func (shown) PDF() []byte                  { return []byte("pdf") }
func (shown) JSON() any                    { return []int{1, 2} }
func (shown) MIMEMetadata() map[string]any { return map[string]any{"image/png": "wide"} }

func (rude) HTML() string     { panic("no HTML") }
func (rude) Markdown() string { return "still here" }
func (rude) String() string   { panic("no text") }

func (n *nilSafe) HTML() string { return n.text }

func (b badType) MIMEBundle() map[string]any { return b.data }

func (loud) MIMEBundle() map[string]any { panic(errors.New("no bundle")) }

// texts are values and their text forms.
var texts = []struct {
	v    any
	want string
}{
	{nil, "<nil>"},
	{42, "42"},
	{-1.5, "-1.5"},
	{true, "true"},
	{"a\"b\n", `"a\"b\n"`},
	{named("x"), `"x"`},
	{'世', "19990"},
	{point{1, 2}, "{X:1 Y:2}"},
	{&point{1, 2}, "&{X:1 Y:2}"},
	{[]struct{}{{}}, "[{}]"},
	{map[string]int{"b": 2, "a": 1}, "map[a:1 b:2]"},
	{map[string]struct{}{"a": {}}, "map[a:{}]"},
	{[][]int{{1, 2}, {3, 4}}, "[[1 2] [3 4]]"},
	{[][]byte{{1}}, "[[1]]"},
	{[]any{1, "a", point{}}, "[1 a {0 0}]"},
	{[]error{errors.New("oops")}, "[oops]"},
	{[]time.Time{{}}, "[0001-01-01 00:00:00 +0000 UTC]"},
	{[]*big.Int{big.NewInt(5)}, "[5]"},
	{[2]bool{true}, "[true false]"},
	{[]string{"a b", "c"}, "[a b c]"},
	{[]byte("ab"), "[97 98]"},
	{[]int(nil), "[]"},
	{map[string]int(nil), "map[]"},
	{(*point)(nil), "<nil>"},
	{errors.New("oops"), "oops"},
	{verbose{3}, "verbose 3"},
	{[]verbose{{3}}, "[verbose 3]"},
	{big.NewInt(5), "5"},
	{time.Second, "1s"},
	{struct{ T time.Duration }{time.Second}, "{T:1s}"},
}

func TestText(t *testing.T) {
	for _, test := range texts {
		data, metadata := display.Bundle(test.v)
		if got := data["text/plain"]; got != test.want || len(data) != 1 {
			t.Errorf("%T: got %v, want %q only", test.v, data, test.want)
		}
		if metadata == nil || len(metadata) != 0 {
			t.Errorf("%T: metadata %v", test.v, metadata)
		}
	}
}

// TestHuge shows values that must not be printed whole.
func TestHuge(t *testing.T) {
	cyclic := []any{nil}
	cyclic[0] = cyclic
	loop := map[string]any{}
	loop["self"] = []any{&point{}, loop}
	numbers := make([]int, 100_000)
	many := make(map[int]int)
	for i := range numbers {
		many[i] = i
	}
	for name, test := range map[string]struct {
		v              any
		prefix, suffix string
	}{
		"slice":         {numbers, "[0 0 0", " 0 … (1000 of 100000 elements)"},
		"long string":   {strings.Repeat("世", 1<<20), `"世世`, "世 … (65535 of 3145728 bytes)"},
		"long Stringer": {long{}, "yyy", "y … (65536 of 100000 bytes)"},
		"long field":    {struct{ S string }{strings.Repeat("y", 100_000)}, "{S:yyy", "y … (65536 of 100004 bytes)"},
		"map":           {many, "map[int]int with 100000 elements", "(too large to print)"},
		"inside":        {struct{ N []int }{numbers}, "struct { N []int }", "(too large to print)"},
		"array":         {[100_000]point{}, "[100000]display_test.point with 100000 elements", "(too large to print)"},
		"cyclic slice":  {cyclic, "[]interface {} with 1 elements", "(refers to itself)"},
		"cyclic map":    {loop, "map[string]interface {} with 1 elements", "(refers to itself)"},
	} {
		data, _ := display.Bundle(test.v)
		got := data["text/plain"].(string)
		if !strings.HasPrefix(got, test.prefix) || !strings.HasSuffix(got, test.suffix) || len(got) > 70_000 {
			t.Errorf("%s: got %d bytes %.40q … %q", name, len(got), got, got[max(0, len(got)-60):])
		}
	}
}

type long struct{}

func (long) String() string { return strings.Repeat("y", 100_000) }

func TestMethods(t *testing.T) {
	data, metadata := display.Bundle(shown{})
	want := map[string]any{
		"text/plain": "{}", "text/html": "<b>x</b>", "text/markdown": "**x**", "image/svg+xml": "<svg/>",
		"text/latex": "$x$", "application/javascript": "x", "image/png": "cG5n", "image/jpeg": "anBlZw==",
		"application/pdf": "cGRm", "application/json": "[1,2]",
	}
	compare(t, data, want)
	compare(t, metadata, map[string]any{"image/png": "wide"})
}

// compare compares bundles, JSON as text.
func compare(t *testing.T, got, want map[string]any) {
	t.Helper()
	if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Errorf("got %v, want %v", got, want)
	}
	for key, v := range got {
		if raw, ok := v.(json.RawMessage); ok {
			v = string(raw)
		}
		if v != want[key] {
			t.Errorf("%s: got %v, want %v", key, v, want[key])
		}
	}
}

// TestDefects shows that no value makes Bundle fail.
func TestDefects(t *testing.T) {
	for name, test := range map[string]struct {
		v    any
		want map[string]any
	}{
		"panics": {rude{}, map[string]any{
			"text/markdown": "still here",
			"text/plain":    "display: method HTML of display_test.rude panicked: no HTML\n%!v(PANIC=String method: no text)",
		}},
		"bundle panics": {loud{}, map[string]any{
			"text/plain": "display: method MIMEBundle of display_test.loud panicked: no bundle\n{}",
		}},
		"nil pointer": {(*nilSafe)(nil), map[string]any{"text/plain": "<nil>"}},
		"parameter": {badType{map[string]any{"text/html; charset=utf-8": "x", "text/plain": "x"}}, map[string]any{
			"text/plain": `display: "text/html; charset=utf-8" is not a media type (want type/subtype without parameters)`,
		}},
		"no slash": {badType{map[string]any{"html": "x"}}, map[string]any{
			"text/plain": `display: "html" is not a media type (want type/subtype without parameters)`,
		}},
		"not text": {badType{map[string]any{"text/html": 3}}, map[string]any{
			"text/plain": "display: text/html: want a string, not int",
		}},
		"not JSON": {display.Raw{Data: map[string]any{"application/x+json": func() {}}}, map[string]any{
			"text/plain": "display: application/x+json: json: unsupported type: func()",
		}},
		"no JSON value": {display.JSON{Value: make(chan int)}, map[string]any{
			"text/plain": "display.JSON: json: unsupported type: chan int",
		}},
		"nil bundle": {display.Raw{}, map[string]any{"text/plain": "{Data:map[] Metadata:map[]}"}},
	} {
		data, metadata := display.Bundle(test.v)
		if !maps.Equal(data, test.want) || metadata == nil {
			t.Errorf("%s: got %q, want %q", name, data, test.want)
		}
	}
}

func TestValues(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 3, 2))
	img.SetGray(1, 1, color.Gray{200})
	pictured, _ := display.Bundle(img)
	pngText := pictured["image/png"].(string)
	for _, test := range []struct {
		v    any
		want map[string]any
	}{
		{display.HTML("<p>a &lt; b<br>c</p><table><tr><td>1<td>2</table><script>x</script>d < e"), map[string]any{
			"text/html":  "<p>a &lt; b<br>c</p><table><tr><td>1<td>2</table><script>x</script>d < e",
			"text/plain": "a < b\nc\n1\t2\nd < e",
		}},
		{display.Markdown("*x*"), map[string]any{"text/markdown": "*x*", "text/plain": "*x*"}},
		{display.LaTeX("$x$"), map[string]any{"text/latex": "$x$", "text/plain": "$x$"}},
		{display.SVG("<svg/>"), map[string]any{"image/svg+xml": "<svg/>", "text/plain": "SVG image (6 bytes)"}},
		{display.JavaScript("f()"), map[string]any{"application/javascript": "f()", "text/plain": "f()"}},
		{display.PNG("x"), map[string]any{"image/png": "eA==", "text/plain": "PNG image (1 bytes, damaged: image: unknown format)"}},
		{display.JPEG("x"), map[string]any{"image/jpeg": "eA==", "text/plain": "JPEG image (1 bytes, damaged: image: unknown format)"}},
		{img, map[string]any{"image/png": pngText, "text/plain": "*image.Gray (3 x 2)"}},
		{display.JSON{Value: map[string]int{"a": 1}}, map[string]any{"application/json": `{"a":1}`, "text/plain": "{\n  \"a\": 1\n}"}},
		{display.Raw{Data: map[string]any{"text/html": []byte("<b>"), "image/gif": []byte{1}, "application/vnd.x": 1.5}},
			map[string]any{"text/html": "<b>", "image/gif": "AQ==", "application/vnd.x": "1.5",
				"text/plain": "{Data:map[application/vnd.x:1.5 image/gif:[1] text/html:[60 98 62]] Metadata:map[]}"}},
	} {
		data, _ := display.Bundle(test.v)
		compare(t, data, test.want)
	}
	_, metadata := display.Bundle(display.JSON{Value: 1, Expanded: true})
	if got := fmt.Sprint(metadata); got != "map[application/json:map[expanded:true]]" {
		t.Errorf("metadata of expanded JSON: %s", got)
	}
}

// TestPicture decodes what a picture becomes.
func TestPicture(t *testing.T) {
	data, _ := display.Bundle(image.NewRGBA(image.Rect(0, 0, 4, 5)))
	var raw []byte
	if err := json.Unmarshal(fmt.Appendf(nil, "%q", data["image/png"]), &raw); err != nil {
		t.Fatal(err)
	}
	again, _ := display.Bundle(display.PNG(raw))
	if again["text/plain"] != "PNG image (4 x 5)" || again["image/png"] != data["image/png"] {
		t.Errorf("got %v", again)
	}
}
