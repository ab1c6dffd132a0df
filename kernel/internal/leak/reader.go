package leak

import "encoding/binary"

// A reader takes a dump apart. What it returns once it is bad, which it is when something reaches
// beyond the end, is zero.
type reader struct {
	all []byte
	at  int
	bad bool
}

func (r *reader) number() uint64 {
	v, n := binary.Uvarint(r.all[r.at:])
	if n <= 0 {
		r.at, r.bad = len(r.all), true
		return 0
	}
	r.at += n
	return v
}

func (r *reader) skip(n int) {
	for range n {
		r.number()
	}
}

// take returns the next n bytes, nil if there are not as many.
func (r *reader) take(n uint64) []byte {
	if n > uint64(len(r.all)-r.at) {
		r.at, r.bad = len(r.all), true
		return nil
	}
	begin := r.at
	r.at += int(n)
	return r.all[begin:r.at:r.at]
}

// bytes reads a length and as many bytes.
func (r *reader) bytes() []byte { return r.take(r.number()) }

// fields reads offsets, each after a kind, up to a kind that is 0, and returns them as
// they are.
func (r *reader) fields() []byte {
	begin := r.at
	for r.number() != 0 {
		r.number()
	}
	return r.all[begin:r.at]
}

// pointers calls do with what is in memory at the offsets.
func pointers(memory, fields []byte, do func(p uint64)) {
	r := reader{all: fields}
	for r.number() != 0 {
		if at := r.number(); at <= uint64(len(memory)) && uint64(len(memory))-at >= pointerSize {
			do(binary.LittleEndian.Uint64(memory[at:]))
		}
	}
}

// words calls do with all words of memory.
func words(memory []byte, do func(p uint64)) {
	for ; len(memory) >= pointerSize; memory = memory[pointerSize:] {
		do(binary.LittleEndian.Uint64(memory))
	}
}
