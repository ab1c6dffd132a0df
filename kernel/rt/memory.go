package rt

import (
	"fmt"
	"runtime/metrics"
	"sync/atomic"
)

// memoryLimit is how many bytes the process may take, 0 if there is no limit.
var memoryLimit atomic.Int64

// LimitMemory sets the limit of Allot.
func LimitMemory(bytes int64) { memoryLimit.Store(bytes) }

// smallBlock is what is allocated without a word.
const smallBlock = 64 << 20

// Allot is called before a block of memory is allocated whose size the program says. If
// it is larger than what is left, the goroutine ends with the words of a compiled
// program that gets no memory.
func Allot(bytes uint64) {
	if bytes <= smallBlock {
		return
	}
	limit := uint64(memoryLimit.Load())
	if limit == 0 || bytes <= limit && inUse() <= limit-bytes {
		return
	}
	if bytes <= limit {
		GC()
		if inUse() <= limit-bytes {
			return
		}
	}
	Current().die(fmt.Sprintf("runtime: out of memory: cannot allocate %d-byte block (%d in use, and the limit GOSCHED_MEMORY is %d)", bytes, inUse(), limit))
}

// inUse returns the bytes of objects, dead ones that have not been collected too.
func inUse() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
