package front

import (
	"time"
	"unicode/utf8"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/wire"
)

const (
	// maxText is the greatest length of a stream message's text, in bytes of
	// output: what fills it goes out at once, in any number.
	maxText = 64 << 10
	// flushGap is the least time between two flushes of less than that.
	flushGap = 50 * time.Millisecond
	// flushDelay is how long the first output of a quiet cell waits for more.
	flushDelay = 2 * time.Millisecond
)

// Streams gathers what cells print into messages of reasonable number and size.
// The order of all output is kept. A rune whose bytes come in pieces is put
// together; what is no UTF-8 becomes U+FFFD, byte by byte.
type streams struct {
	emit  func(k source, text string, last bool)
	timer *time.Timer // fires when tick is due
	armed bool
	last  time.Time // of the latest flush

	runs []segment
	size int
	rest map[source][]byte // beginnings of runes
}

// A source is a stream of a cell.
type source struct {
	cell   int
	stream link.Stream
}

// A segment is output of one source, uninterrupted by others.
type segment struct {
	source
	data []byte
}

func newStreams(emit func(source, string, bool)) *streams {
	s := &streams{emit: emit, timer: time.NewTimer(0), rest: map[source][]byte{}}
	s.timer.Stop()
	return s
}

// add takes output in. It retains data.
func (s *streams) add(k source, data []byte) {
	if len(data) == 0 {
		return
	}
	if n := len(s.runs); n > 0 && s.runs[n-1].source == k {
		s.runs[n-1].data = append(s.runs[n-1].data, data...)
	} else {
		s.runs = append(s.runs, segment{k, data})
	}
	s.size += len(data)
	if s.size >= maxText {
		s.flushFull()
	}
	if s.size > 0 && !s.armed {
		s.armed = true
		s.timer.Reset(max(flushDelay, time.Until(s.last.Add(flushGap))))
	}
}

// tick is what the timer asks for.
func (s *streams) tick() {
	s.armed = false
	if s.size > 0 {
		s.last = time.Now()
		s.flush(false)
	}
}

// fence emits everything, of cell also the bytes that wait to become a rune.
func (s *streams) fence(cell int) {
	if s.armed {
		s.armed = false
		s.timer.Stop()
	}
	if s.size > 0 {
		s.flush(true)
	}
	for _, k := range []source{{cell, link.Stdout}, {cell, link.Stderr}} {
		if rest := s.rest[k]; rest != nil {
			delete(s.rest, k)
			s.emit(k, valid(rest), true)
		}
	}
}

// flush emits what is gathered. Last says that it belongs to the end of a cell or
// the like: if it is little, emit is told.
func (s *streams) flush(last bool) {
	runs := s.runs
	last = last && s.size <= maxText && len(runs) <= 2
	s.runs, s.size = nil, 0
	for _, r := range runs {
		s.emitSegment(r, last)
	}
}

// flushFull emits all but what may still grow to a full message.
func (s *streams) flushFull() {
	n := len(s.runs) - 1
	final := s.runs[n]
	full := len(final.data) / maxText * maxText
	for _, r := range s.runs[:n] {
		s.emitSegment(r, false)
	}
	if full > 0 {
		s.emitSegment(segment{final.source, final.data[:full:full]}, false)
	}
	s.runs, s.size = nil, len(final.data)-full
	if s.size > 0 {
		s.runs = []segment{{final.source, append([]byte(nil), final.data[full:]...)}}
	}
}

// emitSegment emits r in texts of at most maxText bytes, keeping back the
// beginning of a rune at its end.
func (s *streams) emitSegment(r segment, last bool) {
	data := r.data
	if rest := s.rest[r.source]; rest != nil {
		data = append(rest, data...)
		delete(s.rest, r.source)
	}
	if n := len(data) - partial(data); n < len(data) {
		s.rest[r.source] = append([]byte(nil), data[n:]...)
		data = data[:n]
	}
	for len(data) > 0 {
		n := len(data)
		if n > maxText {
			n = maxText - partial(data[:maxText])
		}
		s.emit(r.source, valid(data[:n]), last)
		data = data[n:]
	}
}

// partial returns the number of bytes at the end of p that begin a rune without
// ending it.
func partial(p []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(p); n++ {
		if tail := p[len(p)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return n
		}
	}
	return 0
}

// valid returns p as text, with U+FFFD for each byte that is not part of a rune.
func valid(p []byte) string {
	if utf8.Valid(p) {
		return string(p)
	}
	return string([]rune(string(p)))
}

// emitStream publishes text. The last text of a cell need not go through the
// publisher: there is only one.
func (f *Front) emitStream(k source, text string, last bool) {
	p := f.parents.of(k.cell)
	if p.silent {
		return
	}
	content := wire.Stream{Name: "stdout", Text: text}
	if k.stream == link.Stderr {
		content.Name = "stderr"
	}
	if last {
		f.show(p.request, content)
	} else {
		f.produce(p.request, content)
	}
}

// note adds a line of the kernel's own to a cell's stderr.
func (f *Front) note(cell int, line string) {
	f.streams.add(source{cell, link.Stderr}, []byte(line+"\n"))
}
