package leak

import (
	"bytes"
	"slices"
)

// waiting is the status of a goroutine that is blocked.
const waiting = 4

// A stack is what is known of a goroutine.
type stack struct {
	descriptor uint64
	status     uint64
	system     bool     // it is the runtime's own and calls no function of the program
	roots      []uint64 // besides what is in its frames
	frames     []frame  // innermost first, which has the lowest address
}

// A frame is one call.
type frame struct {
	block    // fields are what is live there, except for what has its address taken
	begins   uint64
	function []byte
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
	var f frame
	f.addr = r.number()
	r.skip(2) // depth, stack pointer of the call that it makes
	f.contents = r.bytes()
	f.begins = r.number()
	r.skip(2) // where it is, where it goes on
	f.function = r.bytes()
	f.fields = r.fields()
	if len(h.stacks) > 0 {
		s := h.stacks[len(h.stacks)-1]
		s.frames = append(s.frames, f)
	}
}

// deferred reads a deferred call, or a panic, of the latest goroutine.
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
	n := len(s.frames)
	if n < 2 || !hasPrefix(s.frames[n-2].function, servesOf, worksOf) { // the last is runtime.goexit
		return false
	}
	return !s.calls(engineOf, yaegiOf)
}

// calls says whether one of the functions on the stack has one of the prefixes.
func (s *stack) calls(prefixes ...string) bool {
	return slices.ContainsFunc(s.frames, func(f frame) bool { return hasPrefix(f.function, prefixes...) })
}

func hasPrefix(name []byte, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return bytes.HasPrefix(name, []byte(p)) })
}

// exact says whether the fields of frames are all that is live, except for what has its
// address taken: the goroutine is blocked, so each frame is at a call, and goes on behind it.
func (s *stack) exact() bool {
	return s.status == waiting && !s.calls("runtime.asyncPreempt", "runtime.debugCall", "runtime.sigpanic", "runtime.gopanic")
}

// read calls do with the pointers on the stack, and the number of the frame that they are in.
// What has its address taken is live if a pointer leads there, which is on the stack, too, or
// among the roots. Of a frame of unknown layout that may be any word of it.
func (s *stack) read(of layouts, do func(frame int, p uint64)) {
	taken := &addressed{stack: s, of: of}
	found := func(frame int, p uint64) {
		do(frame, p)
		taken.add(p)
	}
	for _, p := range s.roots {
		found(noFrame, p)
	}
	exact := s.exact()
	for i := range s.frames {
		if f := &s.frames[i]; exact {
			pointers(f.contents, f.fields, func(p uint64) { found(i, p) })
		} else {
			words(f.contents, func(p uint64) { do(i, p) })
		}
	}
	for len(taken.todo) > 0 && exact {
		last := taken.todo[len(taken.todo)-1]
		taken.todo = taken.todo[:len(taken.todo)-1]
		words(last.contents, func(p uint64) { found(last.frame, p) })
	}
}

const noFrame = -1
