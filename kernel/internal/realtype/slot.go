package realtype

import (
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
	"unsafe"
)

// stubCount is the number of stubs in the program. A method with a pointer
// receiver takes one, one with a value receiver up to three, so that 16,000
// methods of any kind fit. Slots and stubs are numbered from 1.
const stubCount = 48 * 1024

// ErrTooManyMethods says that the session has declared as many methods as there are
// stubs for.
var ErrTooManyMethods = errors.New("too many methods in this session: restart the kernel to declare more")

// slotTable is the array of functions that the stubs call: element i is the
// closure of slot i. It grows by being replaced; old arrays remain valid for
// stubs that have just read their address.
var slotTable unsafe.Pointer

// slots is the state behind slotTable.
var slots struct {
	sync.Mutex
	used  int
	table []unsafe.Pointer
}

// reserve takes n slots and returns the first. Until they are set, their
// stubs panic.
func reserve(n int) (int, error) {
	slots.Lock()
	defer slots.Unlock()
	if slots.used+n > stubCount {
		return 0, ErrTooManyMethods
	}
	first := slots.used + 1
	slots.used += n
	if slots.used >= len(slots.table) {
		table := make([]unsafe.Pointer, min(2*slots.used+64, stubCount+1))
		for i := range table {
			table[i] = closure(reflect.ValueOf(unlinked))
		}
		for i := range slots.table {
			table[i] = atomic.LoadPointer(&slots.table[i])
		}
		slots.table = table
		atomic.StorePointer(&slotTable, unsafe.Pointer(&table[0]))
	}
	return first, nil
}

// IsStub reports whether code is that of a method of a type of cells, as package
// reflect has it.
func IsStub(code uintptr) bool {
	first, end := stubAddress(1), stubAddress(stubCount+1)
	return code >= uintptr(first) && code < uintptr(end)
}

// set makes stub i call the function fn.
func set(i int, fn reflect.Value) {
	slots.Lock()
	defer slots.Unlock()
	atomic.StorePointer(&slots.table[i], closure(fn))
}

// share makes stub i call what stub j calls.
func share(i, j int) {
	slots.Lock()
	defer slots.Unlock()
	atomic.StorePointer(&slots.table[i], slots.table[j])
}

// unlinked is what slots hold at first.
func unlinked() { panic("realtype: method called before it was linked") }

// closure returns the address of a function value's closure.
func closure(fn reflect.Value) unsafe.Pointer {
	p := reflect.New(fn.Type())
	p.Elem().Set(fn)
	return *(*unsafe.Pointer)(p.UnsafePointer())
}

// stub returns the offset by which method tables refer to stub i.
func stub(i int) int32 { return addReflectOff(stubAddress(i)) }
