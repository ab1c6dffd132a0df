package realtype

import (
	"reflect"
	"unsafe"
)

// The following types mirror those of internal/abi in Go 1.26.

// A descriptor is the common part of every type's description.
type descriptor struct {
	size       uintptr
	ptrBytes   uintptr // the prefix that can hold pointers
	hash       uint32
	flags      uint8
	align      uint8
	fieldAlign uint8
	kind       uint8
	equal      func(unsafe.Pointer, unsafe.Pointer) bool // nil if not comparable
	gcData     *byte                                     // bitmap of pointers; with onDemandFlag a **byte
	str        int32
	ptrToThis  int32
}

// Bits of descriptor.flags.
const (
	uncommonFlag  = 1 << 0 // an uncommon follows the kind's descriptor
	extraStarFlag = 1 << 1 // str has a '*' too many in front
	namedFlag     = 1 << 2
	regularFlag   = 1 << 3 // equal and hash may take it as plain memory
	onDemandFlag  = 1 << 4 // the runtime makes the pointer bitmap when needed
	directFlag    = 1 << 5 // interfaces hold the value itself, not its address
)

// maxBitmapBytes is the size of types above which the runtime makes the
// pointer bitmap.
const maxBitmapBytes = 2048 * 8 * wordSize

const wordSize = unsafe.Sizeof(uintptr(0))

type (
	elemDescriptor struct { // pointer, slice
		descriptor
		elem *descriptor
	}
	arrayDescriptor struct {
		descriptor
		elem, slice *descriptor
		len         uintptr
	}
	chanDescriptor struct {
		descriptor
		elem *descriptor
		dir  int
	}
	mapDescriptor struct {
		descriptor
		key, elem, group             *descriptor
		hasher                       func(unsafe.Pointer, uintptr) uintptr
		groupSize, slotSize, elemOff uintptr
		flags                        uint32
	}
	funcDescriptor struct { // parameter and result types follow the uncommon
		descriptor
		in, out uint16 // the top bit of out says variadic
	}
	structDescriptor struct {
		descriptor
		pkgPath *byte // a name
		fields  []fieldDescriptor
	}
	fieldDescriptor struct {
		name   *byte
		typ    *descriptor
		offset uintptr
	}
	interfaceDescriptor struct {
		descriptor
		pkgPath *byte
		methods []imethod
	}
	imethod struct{ name, typ int32 }

	// An uncommon says where the methods are. It follows the kind's descriptor.
	uncommon struct {
		pkgPath  int32
		methods  uint16
		exported uint16
		offset   uint32 // from here to the methods
		_        uint32
	}
	method struct{ name, typ, ifn, tfn int32 }
)

// An emptyInterface is the memory of an any.
type emptyInterface struct {
	typ  *descriptor
	data unsafe.Pointer
}

// describe returns the descriptor of a type.
func describe(t reflect.Type) *descriptor {
	return (*descriptor)((*emptyInterface)(unsafe.Pointer(&t)).data)
}

// typeOf returns the type of a descriptor.
func typeOf(d *descriptor) reflect.Type {
	var x any
	(*emptyInterface)(unsafe.Pointer(&x)).typ = d
	return reflect.TypeOf(x)
}

// allocate returns memory for head, of a struct type that begins with a
// descriptor, followed by an uncommon, extra pointers and n methods, and the
// addresses of its parts.
func allocate(head reflect.Type, extra, n int) (d *descriptor, u *uncommon, ptrs []*descriptor, ms []method) {
	part := func(name string, t reflect.Type) reflect.StructField { return reflect.StructField{Name: name, Type: t} }
	m := reflect.New(reflect.StructOf([]reflect.StructField{
		part("Head", head),
		part("Uncommon", reflect.TypeFor[uncommon]()),
		part("Extra", reflect.ArrayOf(extra, reflect.TypeFor[*descriptor]())),
		part("Methods", reflect.ArrayOf(n, reflect.TypeFor[method]())),
	}))
	d = (*descriptor)(m.UnsafePointer())
	keep(d)
	at := func(i int) unsafe.Pointer { return m.Elem().Field(i).Addr().UnsafePointer() }
	u = (*uncommon)(at(1))
	u.offset = uint32(uintptr(at(3)) - uintptr(at(1)))
	if extra > 0 {
		ptrs = unsafe.Slice((**descriptor)(at(2)), extra)
	}
	if n > 0 {
		ms = unsafe.Slice((*method)(at(3)), n)
	}
	return d, u, ptrs, ms
}
