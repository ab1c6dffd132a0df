package twin

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"

	"gosched/kernel/internal/session"
)

// A Harness is what a package has for go test to run, by name.
type Harness struct {
	Tests      []string
	Benchmarks []string
	Fuzz       []string
	Examples   []Example // those that say what they print
	Main       bool      // it declares TestMain
	Loop       string    // what the statements are called as a benchmark, "" if they are none
}

// An Example is a function with a comment that says what it prints.
type Example struct {
	Name      string
	Output    string
	Unordered bool
}

// Len returns the number of tests, examples and fuzz targets.
func (h *Harness) Len() int { return len(h.Tests) + len(h.Fuzz) + len(h.Examples) }

// newHarness finds what go test would run in the source of a package, in order.
func newHarness(source string) (*Harness, error) {
	file, err := parser.ParseFile(token.NewFileSet(), cellFile, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("looking for tests: %w", err)
	}
	h := new(Harness)
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || fn.Type.TypeParams != nil {
			continue
		}
		h.add(fn)
	}
	for _, e := range doc.Examples(file) {
		if e.Output != "" || e.EmptyOutput {
			h.Examples = append(h.Examples, Example{"Example" + e.Name, e.Output, e.Unordered})
		}
	}
	return h, nil
}

func (h *Harness) add(fn *ast.FuncDecl) {
	name := fn.Name.Name
	switch {
	case name == "TestMain" && takes(fn, "M"):
		h.Main = true
	case isTest(name, "Test") && takes(fn, "T"):
		h.Tests = append(h.Tests, name)
	case isTest(name, "Benchmark") && takes(fn, "B"):
		h.Benchmarks = append(h.Benchmarks, name)
	case isTest(name, "Fuzz") && takes(fn, "F"):
		h.Fuzz = append(h.Fuzz, name)
	}
}

// isTest reports whether go test takes a name for that of a test, as prefix says.
func isTest(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	if r, _ := utf8.DecodeRuneInString(rest); !ok || unicode.IsLower(r) {
		return false
	}
	return true
}

// takes reports whether the only parameter of a function is a pointer to a type of
// package testing of that name.
func takes(fn *ast.FuncDecl, name string) bool {
	params := fn.Type.Params.List
	if len(params) != 1 || len(params[0].Names) > 1 || fn.Type.Results.NumFields() > 0 {
		return false
	}
	star, ok := params[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch x := star.X.(type) {
	case *ast.SelectorExpr:
		return x.Sel.Name == name
	case *ast.Ident:
		return x.Name == name
	}
	return false
}

// NewTest makes a program of a listing that is what go test would make of it as a
// test file: one that takes the flags of a test binary. Statements that are no
// benchmark run first.
func NewTest(l *session.Listing) (*Program, *Harness, error) {
	h, err := newHarness(l.Source)
	if err != nil {
		return nil, nil, err
	}
	if l.Loop && l.Body != "" {
		h.Loop = "BenchmarkStatements"
	}
	p := newPackage(l)
	var b bytes.Buffer
	if err := testMain.Execute(&b, struct {
		*Harness
		Body   string
		Native string
		Linked bool
	}{h, l.Body, nativePath, p.Native}); err != nil {
		return nil, nil, fmt.Errorf("writing the main function of the tests: %w", err)
	}
	p.Files[mainFile] = b.String()
	p.Imports = append(p.Imports, "os", "testing", depsPath)
	slices.Sort(p.Imports)
	p.Imports = slices.Compact(p.Imports)
	return p, h, nil
}

// depsPath is the package by which go test connects a test binary with what package
// testing must not import.
const depsPath = "testing/internal/testdeps"

var testMain = template.Must(template.New("main").Parse(`package main

import (
{{- if not .Main}}
	gosched_os "os"
{{- end}}
	gosched_testing "testing"
	gosched_deps "` + depsPath + `"
{{- if .Linked}}
	gosched_native {{printf "%q" .Native}}
{{- end}}
)

func main() {
{{- if .Linked}}
	defer gosched_native.End()
{{- end}}
{{- if and .Body (not .Loop)}}
	{{.Body}}()
{{- end}}
	m := gosched_testing.MainStart(gosched_deps.TestDeps{},
		[]gosched_testing.InternalTest{ {{- range .Tests}}
			{"{{.}}", {{.}}},{{end}}
		},
		[]gosched_testing.InternalBenchmark{ {{- range .Benchmarks}}
			{"{{.}}", {{.}}},{{end}}{{if .Loop}}
			{"{{.Loop}}", {{.Body}}},{{end}}
		},
		[]gosched_testing.InternalFuzzTarget{ {{- range .Fuzz}}
			{"{{.}}", {{.}}},{{end}}
		},
		[]gosched_testing.InternalExample{ {{- range .Examples}}
			{"{{.Name}}", {{.Name}}, {{printf "%q" .Output}}, {{.Unordered}}},{{end}}
		},
	)
{{- if .Main}}
	TestMain(m)
{{- else}}
	code := m.Run()
{{- if .Linked}}
	gosched_native.End()
{{- end}}
	gosched_os.Exit(code)
{{- end}}
}
`))
