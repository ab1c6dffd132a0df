package leak

import (
	"errors"
	"fmt"
	"io"
)

// header begins every dump.
const header = "go1.7 heap dump\n"

// The kinds of records that a dump consists of.
const (
	tagEOF = iota
	tagObject
	tagOtherRoot
	tagType
	tagGoroutine
	tagStackFrame
	tagParams
	tagFinalizer
	tagItab
	tagThread
	tagMemStats
	tagQueuedFinalizer
	tagData
	tagBSS
	tagDefer
	tagPanic
	tagProfile
	tagSample
)

const pointerSize = 8

// A block is a piece of memory: an object, or a segment of variables.
type block struct {
	addr     uint64
	contents []byte
	fields   []byte // encoded offsets of pointers
}

// A heap is a dump that was read.
type heap struct {
	objects  []block // those of a page ascend
	segments []block
	roots    []uint64
	stacks   []*stack
	pages    map[uint64]span
}

// A span is a range of objects: those that begin in a page, or before it and reach into it.
type span struct{ first, end int }

const pageSize = 8192

// parse reads a dump. It keeps parts of it. The error of one that breaks off is
// io.ErrUnexpectedEOF.
func parse(dump []byte) (*heap, error) {
	r := &reader{all: dump}
	if got := r.take(uint64(len(header))); got == nil || string(got) != header {
		return nil, errors.New("leak: this is no heap dump of a known format")
	}
	h := &heap{pages: make(map[uint64]span)}
	for {
		at := r.at
		tag := r.number()
		// Of what comes after the roots nothing is needed, and its end may be missing.
		if !r.bad && (tag == tagEOF || tag == tagMemStats) {
			break
		}
		if ok := !r.bad && h.record(r, tag); r.bad {
			return nil, fmt.Errorf("leak: heap dump, record of kind %d at byte %d: %w", tag, at, io.ErrUnexpectedEOF)
		} else if !ok {
			return nil, fmt.Errorf("leak: heap dump, record of kind %d at byte %d is not of a known format", tag, at)
		}
	}
	if len(h.segments) != 2 || len(h.stacks) == 0 {
		return nil, fmt.Errorf("leak: heap dump, end at byte %d: variables or goroutines are missing", r.at)
	}
	return h, nil
}

// record reads one record of the kind tag and says whether it could.
func (h *heap) record(r *reader, tag uint64) bool {
	switch tag {
	case tagObject:
		h.addObject(block{r.number(), r.bytes(), r.fields()})
	case tagData, tagBSS:
		h.segments = append(h.segments, block{r.number(), r.bytes(), r.fields()})
	case tagOtherRoot:
		r.bytes()
		h.roots = append(h.roots, r.number())
	case tagType:
		r.skip(2)
		r.bytes()
		r.skip(1)
	case tagGoroutine:
		h.goroutine(r)
	case tagStackFrame:
		h.frame(r)
	case tagParams:
		if r.number() != 0 || r.number() != pointerSize { // big endian, or another size
			return false
		}
		r.skip(2)
		r.bytes()
		r.bytes()
		r.skip(1)
	case tagFinalizer, tagQueuedFinalizer:
		h.roots = append(h.roots, r.number(), r.number())
		r.skip(3)
	case tagItab:
		r.skip(2)
	case tagThread:
		r.skip(3)
	case tagDefer, tagPanic:
		return h.deferred(r, tag)
	default:
		return false
	}
	return !r.bad
}

// addObject adds an object and notes in which pages it is.
func (h *heap) addObject(o block) {
	if len(o.contents) == 0 {
		return
	}
	i := len(h.objects)
	h.objects = append(h.objects, o)
	for p := o.addr / pageSize; p <= (o.addr+uint64(len(o.contents))-1)/pageSize; p++ {
		s, ok := h.pages[p]
		if !ok {
			s.first = i
		}
		s.end = i + 1
		h.pages[p] = s
	}
}

// find returns the number of the object that p points into, -1 if there is none.
func (h *heap) find(p uint64) int {
	s, ok := h.pages[p/pageSize]
	if !ok {
		return -1
	}
	for s.first < s.end { // the first that begins beyond p
		m := (s.first + s.end) / 2
		if h.objects[m].addr > p {
			s.end = m
		} else {
			s.first = m + 1
		}
	}
	i := s.first - 1
	if i < 0 || p < h.objects[i].addr || p-h.objects[i].addr >= uint64(len(h.objects[i].contents)) {
		return -1
	}
	return i
}
