// Package leak finds the goroutines that can never run again: those that wait for what
// nobody else can get hold of.
//
// # Reachability
//
// A goroutine that waits for a channel, a lock, a WaitGroup or a Cond goes on only if
// another one uses that. So it is live if what it waits for can be reached from where
// something may still happen, and leaked if it cannot (V.-C. Saioc, D. Shirchenko et al.,
// "Dynamic Partial Deadlock Detection and Recovery via Garbage Collection"). The roots are
// the variables of the program, which include those of the session, timers that are due,
// finalizers, and the stacks of all goroutines but the suspects, which are blocked. A
// suspect that is found to be live makes what its own stack leads to reachable, until
// nothing new is found.
//
// What merely knows of all goroutines is not passed through: the runtime's descriptors of
// suspects, the records that package rt has of them, and the entries in the queues of what
// they wait for.
//
// # The graph
//
// Only the runtime knows all objects, pointers and roots. It writes them down on request
// (debug.WriteHeapDump). This package reads such a dump, in the format of Go 1.26
// (runtime/heapdump.go), and is careful where it says too little:
//
//   - Of a blocked goroutine's stack that is read which is live at its calls. The dump leaves
//     out what has its address taken; where that is, the runtime's tables of functions say (layout.go).
//     It is read conservatively, where a pointer leads there: whatever looks like a pointer is
//     one. So are all other stacks, and frames of which the tables say nothing. More would be wrong:
//     memory of stacks is not cleared, and what an ended goroutine left there looks like a pointer to what it had.
//   - A weak pointer leads to what it points to: that may be there as long as the leaked
//     goroutine is. It is an object of 16 bytes without pointers, so such objects are read
//     conservatively, too.
//   - The dump does not know the functions that runtime.AddCleanup was given. Who asks must
//     know that there are none.
//
// What it says too much of (objects that are neighbours, words that look like pointers)
// makes goroutines live. So one that is reported is leaked, but not every leaked one is
// reported.
//
// # The snapshot
//
// The runtime writes a dump while the world is stopped, and ends the process if a system
// call returns meanwhile. So it is written by a copy of the process (snapshot.go),
// made when no other processor is in use; a copy that was made at a bad moment dies, and there
// is no answer or another attempt. What a dump takes, mainly page faults, is some milliseconds for a usual
// session, and more with its data: all of it is written down.
package leak
