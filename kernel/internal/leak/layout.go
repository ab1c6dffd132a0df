package leak

import (
	"runtime"
	"strings"
	"unsafe"
)

// Layouts of frames: where in a frame the variables are that have their address taken. The
// compiler writes that down for the garbage collector, and a dump leaves it out. The records are
// those of Go 1.26 (runtime/symtab.go, runtime/runtime2.go, runtime/stack.go); what looks
// different in any way is not known.

// An extent is a piece of memory that a pointer may lead to.
type extent struct {
	offset int64 // negative: from the end of the local variables on; otherwise from the end of the frame, where the arguments are
	size   uint64
}

// A layouts tells the extents of the frames of a function, given where it begins. It is not
// ok if they are not known.
type layouts func(entry uint64) (list []extent, ok bool)

// funcRecord is the beginning of the runtime's record of a function.
type funcRecord struct {
	begins    uint32 // from the beginning of the module's text
	_         int32
	arguments int32 // their size
	_         [4]uint32
	tables    uint32 // how many offsets, of 4 bytes, come before those of data
	_         uint32
	_         int32
	_         [3]uint8
	data      uint8 // how many offsets of data there are
}

// moduleRecord is the beginning of the runtime's record of the program.
type moduleRecord struct {
	_         uintptr
	_         [6][]byte
	_         [3]uintptr
	text      uintptr
	_         [17]uintptr
	functions unsafe.Pointer // what the offsets of data are relative to
	end       uintptr
}

// objectRecord is the runtime's record of an extent.
type objectRecord struct {
	offset, size, pointers int32
	_                      uint32
}

//go:linkname findFunction runtime.findfunc
func findFunction(pc uintptr) (f struct {
	function *funcRecord
	module   *moduleRecord
})

// What is expected of the records.
const (
	unknownSize  = -0x80000000 // of the arguments of a function that is written in assembly
	objectsTable = 2           // the index of the data that extents are
	noData       = ^uint32(0)
	mostExtents  = 1 << 16
)

// known says that the records are those of the version above.
var known = strings.HasPrefix(runtime.Version(), "go1.26") && runtime.GOARCH == "amd64"

// ofProgram are the layouts of the functions of this program.
func ofProgram(entry uint64) (list []extent, ok bool) {
	if !known {
		return nil, false
	}
	f := findFunction(uintptr(entry))
	if f.function == nil || f.module == nil || uint64(f.module.text)+uint64(f.function.begins) != entry || f.function.arguments == unknownSize {
		return nil, false
	}
	if f.function.data <= objectsTable {
		return nil, true
	}
	offsets := unsafe.Add(unsafe.Pointer(f.function), unsafe.Sizeof(funcRecord{}))
	at := *(*uint32)(unsafe.Add(offsets, 4*(uintptr(f.function.tables)+objectsTable)))
	if at == noData {
		return nil, true
	}
	if uintptr(f.module.functions)+uintptr(at) >= f.module.end {
		return nil, false
	}
	return extents(unsafe.Add(f.module.functions, at))
}

// extents reads a number and as many records.
func extents(p unsafe.Pointer) (list []extent, ok bool) {
	n := *(*uintptr)(p)
	if n > mostExtents {
		return nil, false
	}
	for _, r := range unsafe.Slice((*objectRecord)(unsafe.Add(p, pointerSize)), n) {
		if r.size < 0 || r.pointers < 0 || r.pointers > r.size {
			return nil, false
		}
		list = append(list, extent{int64(r.offset), uint64(r.size)})
	}
	return list, true
}

// saved is the size of what is between the local variables of a frame and the end of it: the
// return address and the caller's frame pointer.
const saved = 2 * pointerSize
