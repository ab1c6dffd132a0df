package assist

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// undented matches lines that stand further left than what is before them would have
// it: closing brackets, cases and labels.
var undented = regexp.MustCompile(`^\s*([\])}]|case\b|default:|\w+:$|//|/\*)`)

// TestIndentAsGofmt types formatted programs line by line: until a declaration ends
// the cell is incomplete, and the next line starts where gofmt has it.
func TestIndentAsGofmt(t *testing.T) {
	files, err := filepath.Glob("../lower/testdata/run/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(a.Files[0].Data), "\n")
		start, inRaw := 0, false
		for i, line := range lines[:len(lines)-1] {
			prefix, next := strings.Join(lines[start:i+1], "\n"), lines[i+1]
			inRaw = inRaw != (strings.Count(line, "`")%2 == 1)
			status, indent := IsComplete(prefix)
			switch {
			case status == "complete" && (next == "" || line == "}" || line == ")" || line == ""):
				start = i + 1
			case status == "invalid":
				t.Fatalf("%s: invalid:\n%s", filepath.Base(file), prefix)
			case status == "incomplete" && !inRaw && next != "" && !undented.MatchString(next) &&
				indent != next[:len(next)-len(strings.TrimLeft(next, "\t"))]:
				t.Errorf("%s:%d: %q, want what is before %q", filepath.Base(file), i+2, indent, next)
			}
		}
	}
}

func TestIsComplete(t *testing.T) {
	for _, tt := range []struct{ src, status, indent string }{
		{"", "complete", ""},
		{"1", "complete", ""},
		{"x := 1", "complete", ""},
		{"x++", "complete", ""},
		{"import \"fmt\"", "complete", ""},
		{"func f() {}", "complete", ""},
		{"return", "complete", ""},
		{"// comment", "complete", ""},
		{"x :=", "incomplete", "\t"},
		{"1 +", "incomplete", "\t"},
		{"for {", "incomplete", "\t"},
		{"for {\n\tif x {", "incomplete", "\t\t"},
		{"foo(func() {", "incomplete", "\t"},
		{"foo(", "incomplete", "\t"},
		{"foo(1,\n", "incomplete", "\t"},
		{"x.", "incomplete", "\t"},
		{"if x", "incomplete", ""},
		{"func f()", "incomplete", ""},
		{"type T", "incomplete", ""},
		{"`raw", "incomplete", ""},
		{"/* comment", "incomplete", ""},
		{"go", "incomplete", "\t"},
		{"import (", "incomplete", "\t"},
		{"\"abc", "invalid", ""},
		{"}", "invalid", ""},
		{"f(]", "invalid", ""},
		{"x := := 1", "invalid", ""},
		{"fuc f() {}", "invalid", ""},
		{"#", "invalid", ""},
		{"x = )\n", "invalid", ""},

		// expressions and statements over several lines
		{"x := a +", "incomplete", "\t"},
		{"x := a +\n\tb +", "incomplete", "\t"},
		{"x := a ||\n\tb &&\n\tc ||", "incomplete", "\t"},
		{"func f() {\n\tx := a +", "incomplete", "\t\t"},
		{"func f() {\n\tx := a +\n\t\tb +", "incomplete", "\t\t"},
		{"strings.NewReader(\"x\").", "incomplete", "\t"},
		{"b.\n\tWriteString(\"x\").", "incomplete", "\t"},
		{"if a &&", "incomplete", "\t"},
		{"for i := 0; i < n &&", "incomplete", "\t"},
		{"return a,", "incomplete", "\t"},
		{"x, y :=", "incomplete", "\t"},
		{"c <-", "incomplete", "\t"},
		{"x := <-", "incomplete", "\t"},
		{"p := &", "incomplete", "\t"},
		{"x := !", "incomplete", "\t"},
		{"x += ", "incomplete", "\t"},
		{"f(a,", "incomplete", "\t"},
		{"f(a, func() {", "incomplete", "\t"},
		{"f(a, func() {\n\tg(", "incomplete", "\t\t"},
		{"f(\n\ta,", "incomplete", "\t"},
		{"f(\n\tfunc() {", "incomplete", "\t\t"},
		{"f(func() {\n\tg()\n}", "incomplete", "\t"},
		{"f(func() {\n\tg()\n})", "complete", ""},
		{"go func() {", "incomplete", "\t"},
		{"go func() {\n}", "incomplete", ""},
		{"go func() {\n}()", "complete", ""},
		{"defer", "incomplete", "\t"},
		{"defer f", "incomplete", ""},
		{"defer f()", "complete", ""},
		{"x := []int{", "incomplete", "\t"},
		{"x := []int{\n\t1,", "incomplete", "\t"},
		{"x := []int{\n\t1,\n}", "complete", ""},
		{"x := []int{\n\t1\n}", "invalid", ""},
		{"x := map[string][]int{\n\t\"a\": {", "incomplete", "\t\t"},
		{"x := map[string]int{\n\t\"a\": 1 +", "incomplete", "\t\t"},
		{"[]int{1, 2}", "complete", ""},
		{"x := struct {", "incomplete", "\t"},
		{"x := `a\nb`", "complete", ""},
		{"x := `a\n  b", "incomplete", ""},
		{"x := \"a`b\"", "complete", ""},
		{"x := '`'", "complete", ""},
		{"x := 'a", "invalid", ""},
		{"x := 1 // note {", "complete", ""},
		{"x := 1 /* note", "incomplete", ""},
		{"x := 1 /* note */", "complete", ""},
		{"f() // (", "complete", ""},
		{"x := \"{\"", "complete", ""},

		// blocks
		{"if x {", "incomplete", "\t"},
		{"if x {\n\ty()", "incomplete", "\t"},
		{"if x {\n\ty()\n", "incomplete", "\t"},
		{"if x {\n\ty()\n}", "complete", ""},
		{"if x {\n\ty()\n} else", "incomplete", "\t"},
		{"if x {\n\ty()\n} else {", "incomplete", "\t"},
		{"if x {\n\ty()\n} else if z {", "incomplete", "\t"},
		{"if x {\n\ty()\n} else {\n}", "complete", ""},
		{"if x {\n}\nelse {\n}", "invalid", ""},
		{"for", "incomplete", "\t"},
		{"for i := range 3", "incomplete", ""},
		{"for i := range 3 {", "incomplete", "\t"},
		{"for i := range 3 {\n\tfor j := range 3 {", "incomplete", "\t\t"},
		{"for i := range 3 {\n\tfor j := range 3 {\n\t}", "incomplete", "\t"},
		{"for {\n\tif x {\n\t\tbreak", "incomplete", "\t\t"},
		{"switch x {", "incomplete", "\t"},
		{"switch x {\ncase 1:", "incomplete", "\t"},
		{"switch x {\ncase 1,", "incomplete", "\t\t"},
		{"switch x {\ncase 1:\n\ty()", "incomplete", "\t"},
		{"switch x {\ncase 1:\n\tif y {", "incomplete", "\t\t"},
		{"switch x {\ndefault:", "incomplete", "\t"},
		{"switch x := y.(type) {\ncase int:", "incomplete", "\t"},
		{"select {\ncase <-c:", "incomplete", "\t"},
		{"select {\ncase x := <-c:\n\ty(x)\n}", "complete", ""},
		{"outer:", "incomplete", ""},
		{"{", "incomplete", "\t"},
		{"{\n}", "complete", ""},

		// declarations
		{"func f(", "incomplete", "\t"},
		{"func f(a int,", "incomplete", "\t"},
		{"func f(a int) (", "incomplete", "\t"},
		{"func f() {", "incomplete", "\t"},
		{"func f() {\n\treturn", "incomplete", "\t"},
		{"func f() {\n}\n", "complete", ""},
		{"func (t T) m() {", "incomplete", "\t"},
		{"func f[T any](x T) {", "incomplete", "\t"},
		{"func f[", "incomplete", "\t"},
		{"type T struct {", "incomplete", "\t"},
		{"type T struct {\n\ta int", "incomplete", "\t"},
		{"type T struct {\n\ta struct {", "incomplete", "\t\t"},
		{"type T interface {", "incomplete", "\t"},
		{"type (", "incomplete", "\t"},
		{"type (\n\tT struct {", "incomplete", "\t\t"},
		{"type T =", "incomplete", "\t"},
		{"var", "incomplete", "\t"},
		{"var x =", "incomplete", "\t"},
		{"var x int", "complete", ""},
		{"var (\n\tx int", "incomplete", "\t"},
		{"const (\n\ta = iota\n\tb", "incomplete", "\t"},
		{"const x", "complete", ""},
		{"import", "incomplete", "\t"},
		{"import (\n\t\"fmt\"", "incomplete", "\t"},
		{"import (\n\t\"fmt\"\n)", "complete", ""},
		{"package main\n\nfunc main() {", "incomplete", "\t"},
	} {
		status, indent := IsComplete(tt.src)
		if status != tt.status || indent != tt.indent {
			t.Errorf("IsComplete(%q) = %s, %q, want %s, %q", tt.src, status, indent, tt.status, tt.indent)
		}
	}
}
