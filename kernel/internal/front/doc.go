// Package front is the kernel as clients see it: it answers requests, runs cells
// one after another in a worker process, and publishes what they do.
//
// # One owner
//
// Front.Run is the only goroutine that touches the state of a Front. It selects
// over what can happen: a message arrives, the worker did something, a magic
// command wants something, the stream timer fires, a message has been published,
// the user interrupts. Each is handled without waiting for anything, so that
// requests on control, and all on shell but execute_request, are answered while
// a cell runs. Execute requests wait in a queue of the front's own, which is what
// an error can abort.
//
// What takes long about a cell before it runs is loading packages of modules, which
// happens on a goroutine, upon which the cell is compiled anew (load.go), and lowering
// what it reaches of them, which happens in slices (compile.go).
//
// Goroutines, besides Run's own:
//   - the compiler: a coroutine of Run, which is its only caller; ended by Run.
//   - two for each load, started by Run: one loads, blocks on the go command, and ends
//     after the package under way if the cell is interrupted or Run ends; the other
//     tells Run when that has happened, or that there is no need to wait for it.
//   - the publisher: started by Run; blocks in Sockets.Publish; ended by Run.
//   - one for each cell with magic lines: started when the cell begins; blocks on
//     answers from Run and on child processes; ended by its commands' end, which
//     an interrupt or Run's end brings about.
//   - one for each command that goes on beside cells (linger.go): started by the
//     command, blocks on a timer and on answers from Run, ended by the next cell or
//     Run's end.
//   - one for each worker that is being ended: started when it is given up, blocks
//     in Worker.Close, waited for by Run.
//
// Values of variables are the worker's to tell. A tooltip waits for them, but not
// long, see questions; everything else goes on meanwhile.
//
// # Order
//
// Every request is answered so: busy; work; streams flushed; reply; idle. Replies
// and status never wait for the queues of clients, outputs do: they go through
// the publisher, and while it is behind, Run takes no more events from the worker,
// whose program thus waits too. Nothing is dropped. The end of a cell waits for
// the publisher with a fence, so that its reply follows all of its outputs.
//
// # Attribution
//
// The worker names the cell with every output. The front remembers the request of
// each recent cell, so that what a goroutine prints after its cell has ended
// still belongs to it.
//
// # The worker's end
//
// A worker that dies takes the values of variables with it, not their meaning: a
// new one is started, the declarations are replayed, and the user reads what
// happened and which variables are lost. A worker that does not even become
// ready is started again when the next cell runs, not before.
package front
