// Package weave makes a notebook from a literate Go package.
//
// The package is ordinary Go, which gofmt, vet, test, -race and go doc accept.
// What Go itself distinguishes decides what becomes what:
//
//	package comment                  title (its first sentence without "Package x is") and introduction
//	comment that stands free         a Markdown cell; it ends a run of declarations
//	run of declarations              one code cell, with the doc comments; of nothing but functions
//	                                 judgeX and checkX, one that is folded until it is asked for
//	Example function (in _test.go)   its doc comment as Markdown, its body as a cell to run
//	imports                          the first code cell: once each, only those that the cells use
//	run of Benchmark functions       one %%bench cell, which compares them with the first
//	other functions of _test.go      nothing, nor the free comments above them, but see directives
//
// So the length of cells is in the author's hand: a free comment between two
// declarations, which says why the second is there, parts them. Declarations that
// a reader of the notebook need not see belong into a package that it imports;
// what only tests need belongs into _test.go files.
//
// The files come in the order of their stems: NAME.go, then NAME_test.go. The file
// with the package comment comes first, the others follow sorted, unless
// Options.Order names the stems.
//
// # Prose
//
// Comments are Markdown, so code in `quotes`, $formulas$, tables and > quotations
// can be used. A line that ends with a Chinese character is joined with one that
// begins so. Three things which Go's comments write in their own way are
// translated: headings become one level deeper, because the title is the only one
// of level one; indented blocks become code blocks; links like [Hammer] become
// code.
//
// # Directives
//
// There are three, for what Go has no word for:
//
//	//gosched:cell %%race
//	//gosched:example predict
//	//gosched:fails
//
// In the doc comment of a declaration, or standing free before it, it starts a new
// cell with that first line (which may be empty); in that of an Example, it is the
// first line of the run cell, and in that of a benchmark, it stands for %%bench. A
// Test with it is woven, too.
//
// The second stands free in NAME.go: here, and not after the file, comes
// Example_predict of NAME_test.go. So a question can be asked before the program
// that answers it. In the doc comment of a declaration, the Example follows in the
// same cell.
//
// The third, in the doc comment of an Example, says that the cell fails on purpose,
// as a race or a deadlock does: it gets Jupyter's tag raises-exception. Such an
// Example has no Output comment, so go test compiles it and does not run it.
//
// What a cell gets with %get is not in the cell of imports, which comes before: its
// packages are imported by being mentioned.
//
// # Checks
//
// A cell of the notebook lives in one package with all others, which an Example's
// body does not. These are errors, with position: an Example that uses a helper
// which is not woven, or declares a variable with the name of a package-level
// declaration or of an import (in the notebook it would replace it); imports of
// different packages under one name; Examples in an external test package.
//
// # Expected output
//
// The text of an Example's Output comment is taken out of the cell and into its
// metadata (gosched.output), where the headless runner finds and compares it.
//
// Files that are not built for Linux on amd64 are left out; a build constraint of
// the others is noted above their first cell.
//
// Ids of cells are made of names (decl-Counter, example-atomic) or, for prose, of
// the text, so that weaving again gives the same ids. The last cell names the
// sources: who edits the notebook should know that nothing flows back.
package weave
