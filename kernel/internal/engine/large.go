package engine

import (
	"reflect"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// Large variables of a call are on the heap here, where a compiled program has
// them on the stack, so an endless recursion would end with memory rather than with
// a stack overflow. What the calls of a goroutine have of them is limited as
// its stack is.

// largeLimit is how many bytes the large variables of all calls of a goroutine may
// have together.
const largeLimit = 256 << 20

// large returns the size of a variable of type t if it is large, otherwise 0.
func large(t reflect.Type) int {
	if n := int(t.Size()); n >= 1024 {
		return n
	}
	return 0
}

// largeVariables returns the bytes of the large variables that n makes and that
// are not in frames, each counted once.
func (e *Engine) largeVariables(n *core.Node) (bytes int) {
	if n == nil {
		return 0
	}
	if n.Op == core.OpNew {
		bytes = large(e.types.Type(n.Type).Elem())
	}
	for _, a := range n.Args {
		bytes += e.largeVariables(a)
	}
	return bytes
}

// limit ends the goroutine if its calls have too much of large variables.
func (fr *frame) limit() {
	if fr.done.held > largeLimit {
		rt.Overflow()
	}
}
