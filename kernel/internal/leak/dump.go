package leak

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
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

// Parts of a dump that are lists of numbers: how many.
const (
	pointerSize = 8
)

// waiting is the status of a goroutine that is blocked.
const waiting = 4

// A block is a piece of memory: an object, or a segment of variables.
type block struct {
	addr     uint64
	contents []byte
	fields   []byte // encoded offsets of pointers
}

// A stack is what is known of a goroutine.
type stack struct {
	descriptor uint64
	status     uint64
	system     bool     // it is the runtime's own and calls no function of the program
	roots      []uint64 // besides what is in its frames
	frames     [][]byte
	functions  [][]byte // of the frames, innermost first
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

var errFormat = errors.New("leak: this is no heap dump of a known format")

// parse reads a dump. It keeps parts of it.
func parse(dump []byte) (h *heap, err error) {
	rest, ok := bytes.CutPrefix(dump, []byte(header))
	if !ok {
		return nil, errFormat
	}
	r := &reader{rest: rest}
	h = &heap{pages: make(map[uint64]span)}
	for {
		tag := r.number()
		if r.bad {
			return nil, fmt.Errorf("%w: it breaks off", errFormat)
		}
		// Of what comes after the roots nothing is needed, and its end may be missing.
		if tag == tagEOF || tag == tagMemStats {
			break
		}
		if !h.record(r, tag) {
			return nil, fmt.Errorf("%w: record of kind %d", errFormat, tag)
		}
	}
	if len(h.segments) != 2 || len(h.stacks) == 0 {
		return nil, fmt.Errorf("%w: it has no variables", errFormat)
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

func (h *heap) goroutine(r *reader) {
	s := &stack{descriptor: r.number()}
	r.skip(3) // stack pointer, number, where it was started
	s.status = r.number()
	s.system = r.number() != 0
	r.skip(2) // whether it is in the background, since when it waits
	r.bytes() // for what
	s.roots = append(s.roots, r.number())
	r.skip(1) // thread
	s.roots = append(s.roots, r.number(), r.number())
	h.stacks = append(h.stacks, s)
}

// frame reads a frame of the latest goroutine.
func (h *heap) frame(r *reader) {
	r.skip(3)
	contents := r.bytes()
	r.skip(3)
	function := r.bytes()
	r.fields()
	if len(h.stacks) > 0 {
		s := h.stacks[len(h.stacks)-1]
		s.frames = append(s.frames, contents)
		s.functions = append(s.functions, function)
	}
}

// deferred reads a deferred call, or a panic, of a goroutine.
func (h *heap) deferred(r *reader, tag uint64) bool {
	self, of := r.number(), r.number()
	var more []uint64
	if tag == tagDefer {
		r.skip(2)
		more = []uint64{r.number()}
		r.skip(1)
	} else {
		r.skip(1)
		more = []uint64{r.number()}
		r.skip(1)
	}
	r.skip(1)
	if len(h.stacks) == 0 || h.stacks[len(h.stacks)-1].descriptor != of {
		return false
	}
	s := h.stacks[len(h.stacks)-1]
	s.roots = append(append(s.roots, self), more...)
	return !r.bad
}

// Functions by whose names it is told who is on a stack.
const (
	servesOf, worksOf = "gosched/kernel/rt.Serve.", "gosched/kernel/internal/worker."
	engineOf, yaegiOf = "gosched/kernel/internal/engine.", "github.com/traefik/yaegi/"
)

// kernels says that the goroutine is one of the kernel's own and calls no function of the
// program: it was started by the kernel's, and the interpreter is not on its stack. What is there
// is none of the program's business, and may be left from a time when it was.
func (s *stack) kernels() bool {
	n := len(s.functions)
	if n < 2 || !hasPrefix(s.functions[n-2], servesOf, worksOf) { // the last is runtime.goexit
		return false
	}
	return !slices.ContainsFunc(s.functions, func(f []byte) bool { return hasPrefix(f, engineOf, yaegiOf) })
}

func hasPrefix(name []byte, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return bytes.HasPrefix(name, []byte(p)) })
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

// A reader takes a dump apart. What it returns once it is bad is zero.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.rest, r.bad = nil, true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) skip(n int) {
	for range n {
		r.number()
	}
}

// bytes reads a length and as many bytes.
func (r *reader) bytes() []byte {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.rest, r.bad = nil, true
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

// fields reads offsets, each after a kind, up to a kind that is 0, and returns them as
// they are.
func (r *reader) fields() []byte {
	all := r.rest
	for r.number() != 0 {
		r.number()
	}
	return all[:len(all)-len(r.rest)]
}
