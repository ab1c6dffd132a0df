package child

import "runtime"

// DetectsDeadlock reports whether the runtime of a child notices that all
// goroutines are asleep. It counts threads: what keeps it from noticing is one
// that waits for the parent's end (not on Linux), the race detector, and C, which
// a program is linked with that uses package net where there is a C compiler.
func DetectsDeadlock() bool {
	return runtime.GOOS == "linux" && !race && runtime.NumCgoCall() == 0 // with C, the runtime has called it at the start
}
