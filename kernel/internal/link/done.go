package link

import (
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"
)

// A Done comes once in every cell, so it is written without reflection: numbers as
// varints, texts and lists with their lengths before them, and what may be missing
// after a byte that says whether it is there.

func appendDone(b []byte, m *Done) []byte {
	b = binary.AppendVarint(b, m.Seq)
	b = binary.AppendVarint(b, m.Elapsed)
	b = appendPresent(b, m.Refused)
	b = appendBundle(b, m.Result)
	b = appendPresent(b, m.Failure != nil)
	if m.Failure != nil {
		b = appendText(b, m.Failure.Name)
		b = appendText(b, m.Failure.Value)
		b = binary.AppendUvarint(b, uint64(len(m.Failure.Stack)))
		for _, line := range m.Failure.Stack {
			b = appendText(b, line)
		}
		b = appendBundle(b, m.Failure.More)
	}
	return b
}

// appendBundle writes a bundle that may be missing.
func appendBundle(b []byte, m *Bundle) []byte {
	if b = appendPresent(b, m != nil); m == nil {
		return b
	}
	b = binary.AppendUvarint(b, uint64(len(m.Data)))
	for _, mime := range slices.Sorted(maps.Keys(m.Data)) {
		b = appendText(b, mime)
		b = appendText(b, m.Data[mime])
	}
	return appendText(b, m.Metadata)
}

func appendPresent(b []byte, is bool) []byte {
	if is {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendText[T string | json.RawMessage](b []byte, s T) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// decodeDone makes a Done of its payload, which it retains.
func decodeDone(p []byte) (*Done, error) {
	r := reader{rest: p}
	m := &Done{Seq: r.number(), Elapsed: r.number(), Refused: r.present(), Result: r.bundle()}
	if r.present() {
		m.Failure = &Failure{Name: string(r.text()), Value: string(r.text())}
		for range r.length() {
			m.Failure.Stack = append(m.Failure.Stack, string(r.text()))
		}
		m.Failure.More = r.bundle()
	}
	if r.bad || len(r.rest) > 0 {
		return nil, ErrFrame
	}
	return m, nil
}

// A reader takes a payload apart. What it returns once it is bad is zero.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) fail() { r.rest, r.bad = nil, true }

func (r *reader) number() int64 {
	v, n := binary.Varint(r.rest)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// length returns the length of what follows, which has at least so many bytes.
func (r *reader) length() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > uint64(len(r.rest)-n) {
		r.fail()
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

func (r *reader) present() bool {
	if len(r.rest) == 0 {
		r.fail()
		return false
	}
	is := r.rest[0] == 1
	r.rest = r.rest[1:]
	return is
}

// text returns nil for an empty text.
func (r *reader) text() []byte {
	n := r.length()
	if n == 0 {
		return nil
	}
	s := r.rest[:n:n]
	r.rest = r.rest[n:]
	return s
}

// bundle returns nil for one that is missing.
func (r *reader) bundle() *Bundle {
	if !r.present() {
		return nil
	}
	b := &Bundle{Data: make(map[string]json.RawMessage)}
	for range r.length() {
		mime := string(r.text())
		b.Data[mime] = r.text()
	}
	b.Metadata = r.text()
	return b
}
