package leak

import "sort"

// An addressed finds the variables on a stack that have their address taken and that pointers
// lead to.
type addressed struct {
	*stack
	of   layouts
	in   [][]variable // frames; nil before a pointer leads to the stack
	todo []variable   // that have been found and have not been read
}

// A variable is a piece of a frame.
type variable struct {
	frame    int
	addr     uint64
	contents []byte
	found    bool
}

// add notes what p leads to, if that is on the stack.
func (a *addressed) add(p uint64) {
	i := a.find(p)
	if i < 0 {
		return
	}
	if a.in == nil {
		a.layOut()
	}
	for j := range a.in[i] {
		if v := &a.in[i][j]; !v.found && p-v.addr < uint64(len(v.contents)) {
			v.found = true
			a.todo = append(a.todo, *v)
		}
	}
}

// find returns the number of the frame that p points into, -1 if there is none.
func (s *stack) find(p uint64) int {
	i := sort.Search(len(s.frames), func(i int) bool { return s.frames[i].addr > p }) - 1
	if i < 0 || p-s.frames[i].addr >= uint64(len(s.frames[i].contents)) {
		return -1
	}
	return i
}

// layOut finds the variables of all frames. Arguments are in the frame of the caller. What
// a frame does not contain as it is said to makes all of it a variable.
func (a *addressed) layOut() {
	a.in = make([][]variable, len(a.frames))
	for i := range a.frames {
		f := &a.frames[i]
		list, ok := a.of(f.begins)
		if !ok {
			a.whole(i)
		}
		for _, e := range list {
			at, end := i, uint64(len(f.contents))-saved
			if e.offset >= 0 {
				at, end = i+1, 0
			}
			a.place(at, end+uint64(e.offset), e.size)
		}
	}
}

// place makes so many bytes of a frame a variable.
func (a *addressed) place(frame int, offset, size uint64) {
	if frame >= len(a.frames) {
		return // the first function of a goroutine has no caller
	}
	f := &a.frames[frame]
	if all := uint64(len(f.contents)); offset > all || size > all-offset {
		a.whole(frame)
	} else {
		a.in[frame] = append(a.in[frame], variable{frame: frame, addr: f.addr + offset, contents: f.contents[offset:][:size]})
	}
}

func (a *addressed) whole(frame int) {
	f := &a.frames[frame]
	a.in[frame] = append(a.in[frame], variable{frame: frame, addr: f.addr, contents: f.contents})
}
