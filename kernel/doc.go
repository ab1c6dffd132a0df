// Package kernel is the root of gosched's kernel; it holds its design in words
// and no code.
//
// gosched is a Jupyter kernel for Go. Cells are interpreted by yaegi, so they
// answer in milliseconds and keep their goroutines, channels and locks from
// cell to cell.
//
// # Five ideas
//
// One binary, two processes. The front process speaks Jupyter and knows what
// the notebook means: its source and types. The worker, a child of the same
// binary, knows what it does: values and goroutines. User code can crash,
// deadlock, exhaust or exit the worker; the front stays, explains what happened,
// starts a new worker and replays the declarations.
//
// A notebook is a Go package under edit. Each cell is an edit of one package:
// declarations replace earlier ones of the same name, statements are the body
// of that cell's function, variables of statements become package variables.
// go/types checks after each edit, so errors, completion and redeclaration are
// Go's own, and the package can be printed as a program at any time (%program).
//
// Lower first, then interpret. yaegi v0.16.1 understands part of Go and gets
// some of that part wrong: it runs the wrong closure in goroutines and misroutes
// messages in a shared select. With the types in hand, package lower rewrites
// each cell to Core Go (package core), a small typed and resolved form that yaegi
// runs correctly, and package rt does in compiled code what an interpreter must
// not do itself: go, send, receive, select, defer and recover, maps, assertions,
// cancellation. Nothing in core depends on yaegi, which is one reader of it.
//
// Own every go statement. Since rt.Go starts each goroutine, the kernel knows
// which cell and line started it, what it waits for, where its output belongs
// and how to stop it.
//
// The compiled twin. The session is a Go package, so a cell can also be compiled
// and run as a program (%%go), with what it needs of the session: true speed, true
// crashes, the race detector, C. Each output says that it was compiled.
//
// Modules are source. %get has the go command add a module to the session's own
// go.mod (package module); its packages are checked from source when a cell imports
// them, lowered as far as the cell reaches, and compiled by the engine as far as it
// calls. Nothing of a module is ever linked into the kernel, and only what is not
// written in Go is out of a cell's reach.
//
// # Life of a cell
//
//  1. sockets decodes frames, checks the signature and hands a wire.Message to
//     front. The shell socket is always drained into front's own queue, so that
//     an error can abort what is already queued.
//  2. magic looks at the first lines. session.Edit splits the cell into imports,
//     declarations and statements, checks what the edit touches, and returns
//     errors with cell positions (nothing has changed) or a Change.
//  3. lower turns the Change into a core.Unit: type descriptions, storage,
//     functions, the cell's own function, each node with its position.
//  4. link carries the unit to the worker; realtype makes real run-time types,
//     engine prints and evaluates the functions, rt supervises the run.
//  5. Output comes back over the link in the order in which the program made it.
//     fmt.Print*, print, log and the standard streams carry the cell of the
//     goroutine that wrote; what is written to the descriptors directly, by
//     children for instance, is read by supervisor, always before the reply.
//  6. front publishes in batches; the reply follows all output of the cell, and
//     idle is last.
//
// Completion, inspection, history and interrupt never wait for a running cell.
//
// # Where the code departs from the first plan
//
// Identity of types and functions over edits is a matter of keys ("main.T·2"),
// which session gives to every declaration; lower keeps its numbers by them. There
// is one types.Package, but each edit fills its scope anew with what the cell
// mentions and what depends on it, so that a name can be replaced, a method can
// come in a later cell than its type, and a cell costs only what it touches.
//
// Running calls and closures keep the versions of functions they were started with:
// a goroutine in a loop, a closure, a function or method value go on with the
// functions, methods and variables that they were made of, as the code of a program
// does not change under a running call either. What is called from a cell, directly
// or through functions, is the newest, and so are methods called through interfaces.
//
// A cell takes effect in the session before the worker has it. If the worker cannot
// load it, which is a defect of the kernel or its limit of methods, or if an interrupt
// or a panic comes before the packages are initialised that it is the first to import,
// session and lowering are put back to what they were before the cell.
//
// A call whose only result is an error shows nothing if the error is nil, as what
// returns nothing shows nothing.
//
// Package engine does not have yaegi interpret closures, globals, channels, maps
// or interfaces at all: everything but calls, branches, slots and arithmetic is an
// operation in compiled code, put into yaegi's tree as a node of its own. One file
// (reach.go) mirrors yaegi's unexported types and is checked at every start.
//
// The front runs on one processor: it hands messages from goroutine to goroutine,
// and several processors would only wake each other's threads.
//
// Literate packages have two more directives. //gosched:fails: a specimen of a race
// or of a deadlock is a cell that fails on purpose, which Jupyter has a tag for.
// //gosched:example: a prediction is made before the program is read, so an Example
// comes between the declarations of the file that its test file belongs to.
//
// Pipes carry the link, not one socket: a pipe merges small writes, so that
// 100,000 printed lines do not wake the front 100,000 times. Two lead to the
// worker. What it does in order comes through one, and the goroutine that reads
// it is the cell's own: a cell starts on the thread that received it, on a stack
// that has grown, and wakes no other. Interrupts and answers come through the
// other one, which is read at all times.
//
// Worker and kernel adopt the orphans of what they start, and a command line of the
// shell and a compiled cell have a keeper, which does the same (package offspring):
// sessions and process groups, which a process may leave, would not do to end it with
// its kernel.
//
// The runtime's last words have a descriptor of their own (2). The program's
// standard error is descriptor 5, under the name os.Stderr; so a crash message
// is never mixed with output, and output is never taken for one.
//
// Of packages, other than of cells, package engine compiles a function when it is
// first called. That it cannot be compiled is then told by the call; of a cell's own
// functions the unit is refused.
//
// Goroutines that can never run again are found in a dump of the runtime's own graph of
// objects (package leak): yaegi's frames are objects that compiled code may hold in any way,
// so no walk by reflection could tell that nobody has a channel. The profile of leaked
// goroutines that Go 1.26 can be built with finds none here, because whatever waits also waits
// for its cell's end. The dump is written by a copy of the process, since debug.WriteHeapDump
// ends a process in which a system call returns meanwhile; a usual session's takes some
// 20 to 30 ms, and only cells that leave goroutines blocked pay for it. What each goroutine started
// by a cell waits for its end on is a channel of its own, so that one can be ended alone.
//
// Package native, which is neither rt nor display, is linked into compiled cells
// that show something: its import path can be written in a cell, and is no concern of
// cells.
//
// %%test and %%bench do not run go test: package twin makes the main function that
// go test makes and links it with testing/internal/testdeps, which is what takes less
// time and lets a cell be run as any other. What the program and the Go tools then
// print is read by packages that know nothing of kernels: testlog, bench (with the
// statistics of benchstat) and listing.
//
// A timeline (%%trace) is the runtime's own execution trace: the worker, or the compiled
// cell, writes it to a file (package record), and the front reads it (package timeline)
// as what the goroutines of the program did. Package rt need not say what a goroutine
// waits for, since the functions of the stacks in a trace do; it logs who goroutines are
// and where long waits are. To record an event takes the runtime 60 to 100 ns, three of
// which make a switch: goroutines that do nothing but pass values take 1.8 times as long
// while they are traced, in cells that call trace.Start themselves, too, and 2.3 times as
// long in compiled ones, which have less to do besides. Timers of the tracer, and waiting for interrupts, keep Go from
// noticing deadlocks of compiled cells that are traced or profiled: package native/ending
// does, but of programs that have timers, whose channels look like others. It also ends
// what is recorded when os.Exit is called, by a hook of the runtime that only its own
// packages can import and a directive for the linker reaches.
//
// Deadlocks of cells are found by package rt, which explains them by the names that package
// engine finds; package deadlock makes text and pictures of it in the worker, which sends
// them with the failure, and the front shows them below it. The watch begins when the main
// goroutine of a cell blocks, not with the cell, and is woken by a timer of the operating
// system: one of Go's that is pending costs each switch of goroutines a look at the clock.
// Goroutines of compiled code that stay, as of os/signal and of idle connections, keep
// deadlocks from being found, since they may wake others; and who waits in compiled code may be
// waiting for anything, but for calls that the runtime's stack texts show to wait in a pipe of
// package io. Where
// something else is alive, which might unlock what goroutines wait for in a circle, or what
// an ended cell has left locked, a line says so after a second, and the cell goes on.
//
// # Values of types that are declared again
//
// A type that is declared again as it was remains the type it is. Otherwise the new
// declaration is another version:
//
//   - If only its methods differ, values stay as they are and have the new methods:
//     variables at once, what an interface holds as soon as it is asserted, called,
//     printed or encoded. Behind pointers that another goroutine may be using, in
//     channels and in keys of maps the old version stays, and counts as the new one
//     wherever cells look at it.
//   - If its underlying type differs, it is another type. Variables of the session
//     whose types mention it are reset to zero, which one line says. What interfaces,
//     channels of them, keys of maps and compiled code still hold keeps the type and
//     the methods that it was made with. No value is ever taken for one of another
//     layout: to the new type it is what a type of another scope is, in assertions
//     ("types from different scopes"), type switches, == and as a key.
//   - A type that is declared in a function is another one whenever that function is
//     declared anew; values made before keep theirs. It is the same when the function
//     changes only because something it calls was declared again.
//
// What a cell registers for the life of the process, a handler of http.DefaultServeMux,
// a flag, a type of gob, makes way for what a later cell registers (package rerun).
//
// # Rejected
//
//   - Modules as compiled plugins or processes: a plugin needs cgo, the toolchain and
//     the very packages that the kernel was built with, and cannot be unloaded; values
//     of another process are copies, so types with methods, channels and functions of
//     the module would not be the cell's.
//   - Modules through export data: it has no bodies, so the source would be checked
//     all the same, and cells and bodies would see two worlds of objects.
//   - One process: a concurrent map write or a stack overflow would end the notebook.
//   - Interpreting cells as they are: see the third idea.
//   - A process per cell: no channel or goroutine survives its cell.
//   - A Go plugin per cell: 0.7 s a build, needs the toolchain and cgo, cannot be unloaded.
//   - A fork of yaegi: the module is used as released; what it gets wrong is lowered away.
//   - zmq4's ready-made sockets: one silent or malformed connection ends or stalls them.
//   - Reading the worker's streams in the worker: it cannot read while it is dying,
//     and a full pipe would stop its last words.
package kernel
