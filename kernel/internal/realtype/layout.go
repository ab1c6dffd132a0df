package realtype

import (
	"fmt"
	"reflect"
	"unsafe"

	"gosched/kernel/internal/core"
)

// A layout is what memory allocation, copying and garbage collection need to
// know of a type.
type layout struct {
	size, align uintptr
	ptrBytes    uintptr // the prefix that can hold pointers
	words       []bool  // which words of the prefix do; nil beyond maxBitmapBytes
}

// Layouts of the kinds that do not depend on other types.
var (
	pointerLayout   = layout{wordSize, wordSize, wordSize, []bool{true}}
	sliceLayout     = layout{3 * wordSize, wordSize, wordSize, []bool{true}}
	interfaceLayout = layout{2 * wordSize, wordSize, 2 * wordSize, []bool{false, true}} // the type is kept anyway
)

// layoutOf computes the layout of a type that may not have been made yet.
func (b *builder) layoutOf(id core.TypeID) (layout, error) {
	if l, ok := b.layouts[id]; ok {
		return l, nil
	}
	if t := b.made(id); t != nil {
		return layoutOfType(t), nil
	}
	def := b.defs[id]
	if def == nil {
		return layout{}, fmt.Errorf("type %d is not defined", id)
	}
	if b.open[id] {
		return layout{}, fmt.Errorf("type %d contains itself", id)
	}
	b.open[id] = true
	defer delete(b.open, id)
	l, err := b.layoutOfDef(def)
	if err == nil {
		b.layouts[id] = l
	}
	return l, err
}

// layoutOfDef computes the layout of a description.
func (b *builder) layoutOfDef(def *core.TypeDef) (layout, error) {
	switch def.Kind {
	case core.KindPointer, core.KindMap, core.KindChan, core.KindFunc:
		return pointerLayout, nil
	case core.KindSlice:
		return sliceLayout, nil
	case core.KindInterface:
		return interfaceLayout, nil
	case core.KindArray:
		elem, err := b.layoutOf(def.Elem)
		if err != nil {
			return layout{}, err
		}
		return arrayLayout(elem, def.Len)
	case core.KindStruct:
		l, _, err := b.structLayout(def)
		return l, err
	case core.KindNamed:
		return b.layoutOf(def.Elem)
	case core.KindExt:
		t, err := external(def)
		if err != nil {
			return layout{}, err
		}
		return layoutOfType(t), nil
	}
	return layout{}, fmt.Errorf("type %d has no kind", def.ID)
}

// layoutOfType returns the layout of a type that exists.
func layoutOfType(t reflect.Type) layout {
	d := describe(t)
	l := layout{size: d.size, align: uintptr(d.align), ptrBytes: d.ptrBytes}
	if d.flags&onDemandFlag == 0 && d.ptrBytes > 0 {
		l.words = make([]bool, d.ptrBytes/wordSize)
		bits := unsafe.Slice(d.gcData, (len(l.words)+7)/8)
		for i := range l.words {
			l.words[i] = bits[i/8]>>(i%8)&1 != 0
		}
	}
	return l
}

// arrayLayout returns the layout of n elements.
func arrayLayout(elem layout, n int64) (layout, error) {
	if n < 0 || elem.size > 0 && uintptr(n) > 1<<48/elem.size {
		return layout{}, fmt.Errorf("array of %d elements is too large", n)
	}
	l := layout{size: elem.size * uintptr(n), align: elem.align}
	if n > 0 && elem.ptrBytes > 0 {
		l.ptrBytes = elem.size*uintptr(n-1) + elem.ptrBytes
		l.extend(func(put func(uintptr, layout)) {
			for i := range uintptr(n) {
				put(i*elem.size, elem)
			}
		})
	}
	return l, nil
}

// structLayout returns the layout of a struct and the offsets of its fields.
func (b *builder) structLayout(def *core.TypeDef) (layout, []uintptr, error) {
	l := layout{align: 1}
	fields := make([]layout, len(def.Fields))
	offsets := make([]uintptr, len(def.Fields))
	for i, f := range def.Fields {
		t, err := b.layoutOf(f.Type)
		if err != nil {
			return layout{}, nil, err
		}
		offsets[i] = alignUp(l.size, t.align)
		if t.ptrBytes > 0 {
			l.ptrBytes = offsets[i] + t.ptrBytes
		}
		l.size = offsets[i] + t.size
		l.align = max(l.align, t.align)
		fields[i] = t
	}
	if n := len(fields); n > 0 && l.size > 0 && fields[n-1].size == 0 {
		l.size++ // the address of an empty last field must not be that of the next object
	}
	l.size = alignUp(l.size, l.align)
	l.extend(func(put func(uintptr, layout)) {
		for i, f := range fields {
			put(offsets[i], f)
		}
	})
	return l, offsets, nil
}

// extend fills l.words by those of its parts, unless there are too many.
func (l *layout) extend(parts func(put func(offset uintptr, part layout))) {
	if l.ptrBytes == 0 || l.ptrBytes > maxBitmapBytes {
		return
	}
	l.words = make([]bool, l.ptrBytes/wordSize)
	parts(func(offset uintptr, part layout) {
		if part.ptrBytes > 0 {
			copy(l.words[offset/wordSize:], part.words)
		}
	})
}

// alignUp rounds n up to a multiple of align, a power of two.
func alignUp(n, align uintptr) uintptr { return (n + align - 1) &^ (align - 1) }

// fill puts the layout into a descriptor.
func (l layout) fill(d *descriptor) {
	d.size, d.ptrBytes = l.size, l.ptrBytes
	d.align, d.fieldAlign = uint8(l.align), uint8(l.align)
	switch {
	case l.ptrBytes == 0:
	case l.words == nil:
		d.flags |= onDemandFlag
		d.gcData = (*byte)(unsafe.Pointer(new(uintptr)))
	default:
		d.gcData = l.bitmap()
	}
	if l.size == wordSize && l.ptrBytes == wordSize {
		d.flags |= directFlag
	}
}

// bitmap packs l.words, in whole machine words.
func (l layout) bitmap() *byte {
	bits := make([]byte, alignUp(uintptr(len(l.words)+7)/8, wordSize))
	for i, on := range l.words {
		if on {
			bits[i/8] |= 1 << (i % 8)
		}
	}
	return &bits[0]
}
