package leak

import "encoding/binary"

// An Address is where something is, in a form that nothing takes for a pointer: what asks
// for it must not be what makes it reachable.
type Address uint64

// Hide returns the Address of p.
func Hide(p uintptr) Address { return ^Address(p) }

func (a Address) show() uint64 { return uint64(^a) }

// A Suspect is a goroutine that is blocked.
type Suspect struct {
	Goroutines []Address // the runtime's descriptors of it and of helpers that wait for it
	Records    []Address // what knows of it and is not to be passed through
	Waits      []Address // what it waits for, any of it; none if nothing can wake it
}

// A Question is what is asked of a dump.
type Question struct {
	Suspects []Suspect
	Opaque   []Address // objects that are not to be passed through
	Asker    Address   // the descriptor of the goroutine that asks, which is no root
}

// Find returns which of the suspects can never run again, by their numbers. The dump is of this
// program.
func Find(dump []byte, q Question) (leaked []int, err error) {
	h, err := parse(dump)
	if err != nil {
		return nil, err
	}
	return h.leaked(q, ofProgram), nil
}

// leaked answers the question.
func (h *heap) leaked(q Question, of layouts) (leaked []int) {
	m := newMarker(h, q, of)
	m.search()
	for i, live := range m.live {
		if !live {
			leaked = append(leaked, i)
		}
	}
	return leaked
}

// A marker finds what can be reached.
type marker struct {
	*heap
	marked   []bool
	todo     []int        // objects that are marked and have not been read
	opaque   map[int]bool // objects
	layouts  layouts
	of       map[uint64]int // descriptor of a goroutine to the suspect that it belongs to, nobody for the asker's
	suspects []Suspect
	live     []bool           // suspects
	waiters  map[int][]int    // suspects that wait for an object
	woken    []int            // suspects that wait for what has been reached, some more than once
	stacksOf map[int][]*stack // of a suspect

	at    origin         // of what is marked next
	trail map[int]origin // of marked objects; nil unless the way to them is asked for
}

// An origin is where a pointer is: in an object or among the variables, on a stack, or, for the
// zero origin, with the runtime.
type origin struct {
	holder *block
	stack  *stack
	frame  int
}

const nobody = -1

func newMarker(h *heap, q Question, of layouts) *marker {
	m := &marker{
		heap:     h,
		marked:   make([]bool, len(h.objects)),
		layouts:  of,
		opaque:   make(map[int]bool),
		of:       make(map[uint64]int),
		suspects: q.Suspects,
		live:     make([]bool, len(q.Suspects)),
		waiters:  make(map[int][]int),
		stacksOf: make(map[int][]*stack),
	}
	m.prepare(q)
	return m
}

// search marks what can be reached and finds out who is live.
func (m *marker) search() {
	m.markRoots()
	for m.drain(); len(m.woken) > 0; m.drain() {
		m.revive()
	}
}

// prepare notes what is not to be passed through. A suspect that is not blocked, or not
// known to the runtime, is live.
func (m *marker) prepare(q Question) {
	m.of[q.Asker.show()] = nobody
	blocked := make(map[uint64]bool)
	for _, s := range m.stacks {
		blocked[s.descriptor] = s.status == waiting
	}
	for _, a := range q.Opaque {
		m.hide(a)
	}
	for i, s := range q.Suspects {
		for _, g := range s.Goroutines {
			if !blocked[g.show()] {
				m.live[i] = true
			}
		}
	}
	for i, s := range q.Suspects {
		if m.live[i] {
			continue
		}
		for _, g := range s.Goroutines {
			m.of[g.show()] = i
			m.hide(g)
		}
		for _, r := range s.Records {
			m.hide(r)
		}
		m.await(i, s.Waits)
	}
	for _, s := range m.stacks {
		if i, ok := m.of[s.descriptor]; ok && i != nobody {
			m.stacksOf[i] = append(m.stacksOf[i], s)
		}
	}
}

// await notes what suspect i waits for. What is no object of the heap is a variable, which is
// reached.
func (m *marker) await(i int, things []Address) {
	for _, a := range things {
		if o := m.find(a.show()); o >= 0 {
			m.waiters[o] = append(m.waiters[o], i)
		} else {
			m.woken = append(m.woken, i)
		}
	}
}

func (m *marker) hide(a Address) {
	if o := m.find(a.show()); o >= 0 {
		m.opaque[o] = true
	}
}

// markRoots marks what is reached without any suspect.
func (m *marker) markRoots() {
	for i := range m.segments {
		m.at = origin{holder: &m.segments[i]}
		m.read(&m.segments[i])
	}
	m.at = origin{}
	for _, p := range m.roots {
		m.mark(p)
	}
	for _, s := range m.stacks {
		if _, ok := m.of[s.descriptor]; !ok && !s.system && !s.kernels() {
			m.markStack(s)
		}
	}
}

// markStack marks what a goroutine can reach.
func (m *marker) markStack(s *stack) {
	m.at = origin{stack: s, frame: noFrame}
	m.mark(s.descriptor)
	s.read(m.layouts, func(frame int, p uint64) {
		m.at.frame = frame
		m.mark(p)
	})
}

// mark marks the object that p points into, and what that is a weak pointer to.
func (m *marker) mark(p uint64) {
	for p != 0 {
		o := m.find(p)
		if o < 0 {
			return
		}
		if !m.marked[o] {
			m.marked[o] = true
			m.todo = append(m.todo, o)
			m.woken = append(m.woken, m.waiters[o]...)
			if m.trail != nil {
				m.trail[o] = m.at
			}
		}
		if m.opaque[o] {
			return
		}
		p = m.objects[o].weakly(p)
	}
}

// drain reads what is marked.
func (m *marker) drain() {
	for len(m.todo) > 0 {
		o := m.todo[len(m.todo)-1]
		m.todo = m.todo[:len(m.todo)-1]
		if b := &m.objects[o]; !m.opaque[o] && !m.queued(b) {
			m.at = origin{holder: b}
			m.read(b)
		}
	}
}

// weakSize is the size of the object that a weak pointer is: an address and padding.
const weakSize = 16

// weakly returns what p, which points to b, weakly leads to; 0 if that is nothing.
func (b *block) weakly(p uint64) uint64 {
	if p != b.addr || len(b.contents) != weakSize || len(b.fields) != 1 || binary.LittleEndian.Uint64(b.contents[pointerSize:]) != 0 {
		return 0
	}
	return binary.LittleEndian.Uint64(b.contents)
}

// read marks what the pointers of b point to.
func (m *marker) read(b *block) { pointers(b.contents, b.fields, m.mark) }

// mostQueued is more than the size of the runtime's entry for a waiting goroutine, whose first
// word is the goroutine's descriptor.
const mostQueued = 256

// queued says whether b is such an entry, of a suspect that is not live.
func (m *marker) queued(b *block) bool {
	if len(b.contents) < pointerSize || len(b.contents) > mostQueued || len(b.fields) == 1 {
		return false
	}
	i, ok := m.of[binary.LittleEndian.Uint64(b.contents)]
	return ok && i != nobody && !m.live[i]
}

// revive makes live the suspects that have been woken: what their stacks lead to is reached.
func (m *marker) revive() {
	for len(m.woken) > 0 {
		i := m.woken[len(m.woken)-1]
		m.woken = m.woken[:len(m.woken)-1]
		if m.live[i] {
			continue
		}
		m.live[i] = true
		for _, r := range m.suspects[i].Records {
			m.reveal(r)
		}
		for _, g := range m.suspects[i].Goroutines {
			m.reveal(g)
		}
		for _, s := range m.stacksOf[i] {
			m.markStack(s)
		}
	}
}

// reveal has an opaque object read.
func (m *marker) reveal(a Address) {
	if o := m.find(a.show()); o >= 0 {
		delete(m.opaque, o)
		m.marked[o] = true
		m.todo = append(m.todo, o)
	}
}
