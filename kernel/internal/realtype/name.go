package realtype

import (
	"encoding/binary"
	"sync"
	"unsafe"
)

// addReflectOff registers an address under an offset by which descriptors can
// refer to it.
//
//go:linkname addReflectOff reflect.addReflectOff
//go:noescape
func addReflectOff(p unsafe.Pointer) int32

// kept holds all that the runtime refers to without the garbage collector's
// knowledge.
var kept struct {
	sync.Mutex
	pointers []any
}

// keep keeps what p points to for ever.
func keep(p any) {
	kept.Lock()
	defer kept.Unlock()
	kept.pointers = append(kept.pointers, p)
}

// A name is an identifier as descriptors hold it.
type name struct {
	text     string
	tag      string // of a field
	pkg      string // of an unexported method: path of its package
	exported bool
	embedded bool
}

// Bits of a name's first byte.
const (
	exportedBit = 1 << iota
	tagBit
	pkgBit
	embeddedBit
)

// names caches encoded names, name -> *byte.
var names sync.Map

// encode returns the name's form in memory: a byte of bits, then length and
// bytes of the text, of the tag if there is one, and the offset of the package
// path if there is one.
func (n name) encode() *byte {
	if p, ok := names.Load(n); ok {
		return p.(*byte)
	}
	b := []byte{0}
	put := func(bit byte, on bool) {
		if on {
			b[0] |= bit
		}
	}
	put(exportedBit, n.exported)
	put(tagBit, n.tag != "")
	put(pkgBit, n.pkg != "")
	put(embeddedBit, n.embedded)
	b = append(binary.AppendUvarint(b, uint64(len(n.text))), n.text...)
	if n.tag != "" {
		b = append(binary.AppendUvarint(b, uint64(len(n.tag))), n.tag...)
	}
	if n.pkg != "" {
		b = binary.NativeEndian.AppendUint32(b, uint32(name{text: n.pkg}.offset()))
	}
	p, _ := names.LoadOrStore(n, &b[0])
	return p.(*byte)
}

// offset returns the offset by which descriptors refer to the name.
func (n name) offset() int32 { return addReflectOff(unsafe.Pointer(n.encode())) }

// offset returns the offset by which other descriptors refer to d.
func (d *descriptor) offset() int32 { return addReflectOff(unsafe.Pointer(d)) }
