package weave

import (
	"go/ast"
	"strings"
	"unicode"
	"unicode/utf8"
)

// measure is the first line of a cell of benchmarks that no directive gives another.
const measure = "%%bench"

// isBenchmark reports whether go test takes d for a benchmark.
func isBenchmark(d *ast.FuncDecl) bool {
	suffix, ok := strings.CutPrefix(d.Name.Name, "Benchmark")
	first, _ := utf8.DecodeRuneInString(suffix)
	return ok && d.Recv == nil && !unicode.IsLower(first) && d.Type.Params.NumFields() == 1 && d.Body != nil
}

// weaveBenchmark adds d to a run of benchmarks, which become one cell: its table
// compares them with the first.
func (w *walker) weaveBenchmark(d *ast.FuncDecl) {
	w.declare(d, d.Doc)
	w.run.bench = true
	if w.run.magic == "" {
		w.run.magic = measure
	}
}
