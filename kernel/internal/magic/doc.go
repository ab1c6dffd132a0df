// Package magic is the commands of a cell that are not Go: % lines, %% cells,
// !command and name?.
//
// A cell is split before it is compiled. Magic lines stand at the start of a
// cell, before its Go code, blank lines and // comments among them; a %% magic
// is the first line and takes all the rest as its body. No Go program can begin
// with these lines (an expression that begins with ! is written in parentheses),
// so nothing of Go is lost. What is left as Go keeps its lines and columns:
// magic lines are blanked, not removed.
//
// There is one table of commands, from name to usage, text and function. Help,
// completion and the README are printed from it.
//
// A command runs on a goroutine of its own and reaches the kernel only through
// Env; its context ends when the user interrupts the cell.
package magic
