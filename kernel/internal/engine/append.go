package engine

import (
	"reflect"
	"unsafe"
)

// appendOne is the code of an append of one value for which there is room.
func appendOne(in *installer, n *node, slow exec) exec {
	if len(n.child) != 3 {
		return slow
	}
	t := in.typeOf(n.child[1])
	res, ok := in.results(n, 1)
	if !ok || res[0] < 0 || t == nil || t.Kind() != reflect.Slice || in.slots[res[0]] != t {
		return slow
	}
	s, ok := in.memoryOf(n.child[1], t)
	x, ok2 := in.memoryOf(n.child[2], t.Elem())
	if !ok || !ok2 {
		return slow
	}
	elem, size, flag, dest := typeWord(t.Elem()), t.Elem().Size(), flagOf(t), res[0]
	next, _ := successors(n)
	return func(f *frame) exec {
		h, value, v := (*sliceHeader)(s.address(f)), x.address(f), f.slot(dest)
		if h == nil || value == nil || v.flag != flag || h.len >= h.cap {
			return slow(f)
		}
		typedMove(elem, unsafe.Add(h.data, uintptr(h.len)*size), value)
		*(*sliceHeader)(v.ptr) = sliceHeader{h.data, h.len + 1, h.cap}
		return next
	}
}

// sliceCode returns what makes the code of s[low:high] for a slice or string s;
// given tells which bounds there are.
func sliceCode(given [4]bool) func(in *installer, n *node, slow exec) exec {
	return func(in *installer, n *node, slow exec) exec {
		t := in.typeOf(n.child[1])
		res, ok := in.results(n, 1)
		if !ok || res[0] < 0 || t == nil || in.slots[res[0]] != t || given[3] {
			return slow
		}
		s, ok := in.memoryOf(n.child[1], t)
		bounds := n.child[2:]
		var low, high source[int]
		for i, b := range []*source[int]{1: &low, 2: &high} {
			if b == nil || !given[i] {
				continue
			}
			if x := in.typeOf(bounds[0]); x != intType && !bounds[0].rval.IsValid() {
				return slow
			}
			var ok bool
			if *b, ok = sourceOf[int](bounds[0], intType); !ok {
				return slow
			}
			bounds = bounds[1:]
		}
		cut := slicer{s: s, low: low, high: high, full: !given[2], flag: flagOf(t), dest: res[0], slow: slow}
		if !given[1] {
			cut.low.index = -1
		}
		cut.next, _ = successors(n)
		switch {
		case !ok:
		case t.Kind() == reflect.Slice:
			cut.size = t.Elem().Size()
			return cut.slice
		case t.Kind() == reflect.String:
			return cut.text
		}
		return slow
	}
}

// A slicer is a node that slices a slice or a string.
type slicer struct {
	s         memory
	low, high source[int]
	full      bool // up to the length
	flag      uintptr
	size      uintptr // of an element
	dest      int
	slow      exec
	next      exec
}

// bounds returns the bounds in a frame, false if they are not those of a part
// of what has the length and the capacity.
func (c *slicer) bounds(f *frame, length, capacity int) (low, high int, ok bool) {
	low, ok = c.low.get(f, intFlag)
	if high = length; !c.full {
		var okHigh bool
		high, okHigh = c.high.get(f, intFlag)
		ok = ok && okHigh
	}
	return low, high, ok && 0 <= low && low <= high && high <= capacity
}

func (c *slicer) slice(f *frame) exec {
	h, v := (*sliceHeader)(c.s.address(f)), f.slot(c.dest)
	if h == nil || v.flag != c.flag {
		return c.slow(f)
	}
	low, high, ok := c.bounds(f, h.len, h.cap)
	if !ok {
		return c.slow(f)
	}
	part := sliceHeader{h.data, high - low, h.cap - low}
	if part.cap > 0 { // or the address would be that of something else
		part.data = unsafe.Add(h.data, uintptr(low)*c.size)
	}
	*(*sliceHeader)(v.ptr) = part
	return c.next
}

func (c *slicer) text(f *frame) exec {
	s, v := (*string)(c.s.address(f)), f.slot(c.dest)
	if s == nil || v.flag != c.flag {
		return c.slow(f)
	}
	low, high, ok := c.bounds(f, len(*s), len(*s))
	if !ok {
		return c.slow(f)
	}
	*(*string)(v.ptr) = (*s)[low:high]
	return c.next
}
