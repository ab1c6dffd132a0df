package main

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// An example is an Example function that says what it prints.
type example struct {
	name      string // of the function
	output    string
	unordered bool // lines may come in any order
}

// examples returns the examples of the text of an external test file.
func examples(text string) []example {
	file, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || !strings.HasSuffix(file.Name.Name, "_test") {
		return nil
	}
	var list []example
	for _, e := range doc.Examples(file) {
		if e.Output != "" || e.EmptyOutput {
			list = append(list, example{name: "Example" + e.Name, output: e.Output, unordered: e.Unordered})
		}
	}
	position := make(map[string]int)
	for i, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			position[f.Name.Name] = i
		}
	}
	slices.SortFunc(list, func(a, b example) int { return position[a.name] - position[b.name] })
	return list
}

// printed reports whether got is what the example is to print.
func (e example) printed(got string) bool {
	got, want := strings.TrimSpace(got), strings.TrimSpace(e.output)
	if e.unordered {
		return slices.Equal(sortedLines(got), sortedLines(want))
	}
	return got == want
}

func sortedLines(s string) []string {
	return slices.Sorted(strings.SplitSeq(s, "\n"))
}
