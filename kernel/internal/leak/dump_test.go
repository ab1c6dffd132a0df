package leak

import (
	"encoding/binary"
	"errors"
	"io"
	"reflect"
	"regexp"
	"testing"
)

// small is a dump with a record of each kind that is read.
const small = `
object 0xc000010000 *0xc000010010 7
object 0xc000010010 1 *0xc000010000
data 0x500000 *0xc000010000 0
bss 0x600000 0 *0xc000010010
root 0xc000010000
finalizer 0xc000010000 0x510000
goroutine 0xc000100000 4
frame 0xc000200000 runtime.gopark - 1 2
frame 0xc000200010 main.main ? *0xc000010000 3 4
defer 0xc000200018 0x520000
panic 0xc000200020 0xc000010010
goroutine 0xc000100400 1 system
`

// TestParse compares what is read with what was written.
func TestParse(t *testing.T) {
	h, err := parse(readGraph(t, small).dump)
	if err != nil {
		t.Fatal(err)
	}
	words := func(list ...uint64) (b []byte) {
		for _, w := range list {
			b = binary.LittleEndian.AppendUint64(b, w)
		}
		return b
	}
	want := &heap{
		objects: []block{
			{0xc000010000, words(0xc000010010, 7), []byte{1, 0, 0}},
			{0xc000010010, words(1, 0xc000010000), []byte{1, 8, 0}},
		},
		segments: []block{
			{0x500000, words(0xc000010000, 0), []byte{1, 0, 0}},
			{0x600000, words(0, 0xc000010010), []byte{1, 8, 0}},
		},
		roots: []uint64{0xc000010000, 0xc000010000, 0x510000},
		stacks: []*stack{
			{descriptor: 0xc000100000, status: waiting, roots: []uint64{0, 0, 0, 0xc000200018, 0x520000, 0xc000200020, 0xc000010010}, frames: []frame{
				{block{0xc000200000, words(1, 2), []byte{0}}, 1, []byte("runtime.gopark")},
				{block{0xc000200010, words(0xc000010000, 3, 4), []byte{1, 0, 0}}, 2, []byte("main.main")},
			}},
			{descriptor: 0xc000100400, status: 1, system: true, roots: []uint64{0, 0, 0}},
		},
		pages: map[uint64]span{0xc000010000 / pageSize: {0, 2}},
	}
	if !reflect.DeepEqual(h, want) {
		t.Errorf("got\n%+v\nwant\n%+v", h, want)
	}
}

// TestFind looks for addresses in objects of several pages.
func TestFind(t *testing.T) {
	h := &heap{pages: make(map[uint64]span)}
	for _, o := range []block{{addr: 0x10000, contents: make([]byte, 16)}, {addr: 0x10010, contents: make([]byte, 16)}, {addr: 0x20000, contents: make([]byte, 3*pageSize)}, {addr: 0x30000}} {
		h.addObject(o)
	}
	for p, want := range map[uint64]int{
		0: -1, 0xffff: -1, 0x10000: 0, 0x1000f: 0, 0x10010: 1, 0x1001f: 1, 0x10020: -1,
		0x1ffff: -1, 0x20000: 2, 0x20000 + pageSize: 2, 0x20000 + 3*pageSize - 1: 2, 0x20000 + 3*pageSize: -1,
		0x30000: -1, ^uint64(0): -1,
	} {
		if got := h.find(p); got != want {
			t.Errorf("%#x is in %d, want %d", p, got, want)
		}
	}
}

// TestNoDump reads what is none.
func TestNoDump(t *testing.T) {
	whole := readGraph(t, small).dump
	body := whole[:len(whole)-1] // without its end
	add := func(more ...uint64) []byte {
		d := append([]byte(nil), body...)
		for _, n := range more {
			d = binary.AppendUvarint(d, n)
		}
		return d
	}
	for _, c := range []struct {
		name, want string // of the error
		dump       []byte
	}{
		{"nothing", "known format", nil},
		{"another version", "known format", []byte("go1.5 heap dump\n")},
		{"only a header", `kind 0 at byte 16: unexpected EOF`, []byte(header)},
		{"no variables", `end at byte \d+: variables`, append([]byte(header), tagEOF)},
		{"no end", `kind 0 at byte \d+: unexpected EOF`, body},
		{"kind", `kind 99 at byte \d+ is not`, add(99)},
		{"length", `kind 1 at byte \d+: unexpected EOF`, add(tagObject, 1, 1<<63)},
		{"largest length", `kind 1 at byte \d+: unexpected EOF`, add(tagObject, 1, ^uint64(0))},
		{"number", `kind 2 at byte \d+: unexpected EOF`, append(add(tagOtherRoot, 0), 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)},
		{"fields without end", `kind 1 at byte \d+: unexpected EOF`, add(tagObject, 1, 0, 1, 1, 1)},
		{"big endian", `kind 6 at byte \d+ is not`, add(tagParams, 1, 8)},
		{"size of pointers", `kind 6 at byte \d+ is not`, add(tagParams, 0, 4)},
		{"somebody else's deferred call", `kind 14 at byte \d+ is not`, add(tagDefer, 1, 2, 3, 4, 5, 6, 7)},
	} {
		_, err := parse(c.dump)
		if err == nil || !regexp.MustCompile(c.want).MatchString(err.Error()) {
			t.Errorf("%s: the error is %v, want %s", c.name, err, c.want)
		}
	}
	for n := range body {
		if _, err := parse(body[:n]); err == nil || n >= len(header) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("after %d bytes: the error is %v", n, err)
		}
	}
}

// TestFarFields reads offsets beyond what they are in.
func TestFarFields(t *testing.T) {
	for _, at := range []uint64{0, 8, 9, 16, 1 << 63, ^uint64(0), ^uint64(0) - 7} {
		var got []uint64
		fields := append(binary.AppendUvarint([]byte{1}, at), 0)
		pointers(make([]byte, 16), fields, func(p uint64) { got = append(got, p) })
		if (len(got) == 1) != (at <= 8) {
			t.Errorf("at %d of 16 bytes there are %v", at, got)
		}
	}
}

// FuzzFind asks about dumps that may be none, which must end, in an error that says where or
// in an answer.
func FuzzFind(f *testing.F) {
	f.Add(readGraph(f, small).dump, uint64(0xc000100000), uint64(0xc000010000))
	for _, g := range graphs(f) {
		s := g.ask.Suspects[0]
		var waits uint64
		if len(s.Waits) > 0 {
			waits = s.Waits[0].show()
		}
		f.Add(g.dump, s.Goroutines[0].show(), waits)
	}
	at := regexp.MustCompile(`at byte \d+|known format`)
	f.Fuzz(func(t *testing.T, dump []byte, goroutine, waits uint64) {
		q := Question{Suspects: []Suspect{
			{Goroutines: []Address{Hide(uintptr(goroutine))}, Waits: []Address{Hide(uintptr(waits))}},
			{Goroutines: []Address{Hide(uintptr(goroutine))}, Records: []Address{Hide(uintptr(waits))}},
		}}
		h, err := parse(dump)
		if err != nil {
			if !at.MatchString(err.Error()) {
				t.Errorf("the error does not say where: %v", err)
			}
			return
		}
		if len(h.objects)+len(h.roots)+len(h.stacks) > len(dump) {
			t.Errorf("%d bytes have %d objects, %d roots and %d goroutines", len(dump), len(h.objects), len(h.roots), len(h.stacks))
		}
		for _, of := range []layouts{nowhere, anywhere} {
			for _, i := range h.leaked(q, of) {
				if i >= len(q.Suspects) {
					t.Errorf("suspect %d is leaked", i)
				}
			}
		}
	})
}

func nowhere(uint64) ([]extent, bool) { return nil, false }

// anywhere makes extents of what a dump says, sensible or not.
func anywhere(begins uint64) ([]extent, bool) {
	return []extent{{int64(begins), begins >> 3}, {-int64(begins % 64), 8}, {0, 16}}, true
}
