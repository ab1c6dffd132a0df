// Package twin compiles cells and runs them as programs: what an interpreter cannot
// give, which is speed, the race detector, true crashes and C.
//
//	l, err := session.List(cell, take)           // the cell as a program's source
//	p := twin.NewProgram(l)                      // with a func main
//	b, err := t.Build(ctx, p, flags, environ)    // unless that was done before
//	out, err := b.Run(ctx, options, console)
//
// # Positions
//
// Declarations and statements stand below line directives that call their cell a
// file: "cell 12". So all tools name it, and Places words what they say as the kernel
// does.
//
// # Building
//
// go build spends most of its time on finding out that there is nothing to do. What a
// cell imports is compiled by go list -export, once; then the compiler and the linker
// are called directly, which takes half as long. A cell with C goes through go build.
// The result is known by a hash of all that it depends on, and is not made again.
// Nothing uses a network: GOPROXY is off, and the sources that cells may import
// without asking come with the kernel, see package support.
//
// # Running
//
// Between the kernel and the program there is a keeper (package offspring): a process
// that ends only when nothing is left of what the program has started. Standard output
// and error are two pipes, each in its order; of their order to each other no more is
// known than when what was read. They are read no faster than clients take it, so a
// program that prints a gigabyte waits. Standard input is a pipe, too: a process that
// is blocked in reading it, in whatever language it is written, is seen in /proc, and
// the user is asked for a line. Where there is no /proc, input is at its end.
//
// # Choices
//
// Variables of the statements are locals of their function, as in a program written
// by hand, and become variables of the package only if a function mentions them:
// else loops at the top level of a cell would be slower than they are in a program.
// That function is not inlined, and with the race detector nothing of the cell is, so
// that stacks have all calls.
//
// Numbers of cells do not count in the hash of a program, since a cell that is
// executed again has another one. What the runtime says is renumbered; a program
// that asks for its own position (log.Lshortfile) is told the number that it was
// compiled under.
//
// The memory of a program is limited, by -mem or as that of the process which runs
// cells is (package quota). The limit counts for all its processes together.
//
// Not noticed are reads of standard input that wait in poll or select first, as
// programs with line editors do, and C errors in // comments are two columns off,
// since cgo removes the slashes.
package twin
