package history

import (
	"bytes"
	"encoding/json"
	"io"
	"time"
)

// A record is a line of the file. A start record has Start and no Line.
type record struct {
	Session int    `json:"session"`
	Start   string `json:"start,omitempty"` // RFC 3339
	Line    int    `json:"line,omitempty"`
	Input   string `json:"input,omitempty"`
	Output  string `json:"output,omitempty"`
}

func encodeEntry(e Entry) []byte {
	return encode(record{Session: e.Session, Line: e.Line, Input: e.Input, Output: e.Output})
}

func encodeStart(session int, t time.Time) []byte {
	return encode(record{Session: session, Start: t.UTC().Format(time.RFC3339)})
}

func encode(r record) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.Encode(r) // a struct of strings and numbers always encodes
	return bytes.TrimRight(b.Bytes(), "\n")
}

// decodeLine decodes an entry; it is false for anything else: start records,
// damaged lines, lines of a later version that mean something different.
func decodeLine(line []byte) (Entry, bool) {
	r, ok := decodeRecord(line)
	if !ok || r.Line < 1 {
		return Entry{}, false
	}
	return Entry{Session: r.Session, Line: r.Line, Input: r.Input, Output: r.Output}, true
}

func decodeRecord(line []byte) (record, bool) {
	var r record
	if json.Unmarshal(line, &r) != nil || r.Session < 1 {
		return record{}, false
	}
	return r, true
}

// maxRead bounds how much of the file's end is looked at, in bytes.
const maxRead = 16 << 20

// startKey is in every start record. In an entry the quotes would be escaped.
var startKey = []byte(`,"start":"`)

// lastSession returns the number of the latest session that starts within the
// last maxRead bytes of the file, 0 if none does.
func lastSession(f io.ReaderAt, size int64) int {
	const block = 64 << 10
	var tail []byte // what was read after the current block: up to one line
	for end := size; end > 0 && end > size-maxRead; {
		start := max(end-block, 0)
		buf := make([]byte, int(end-start), int(end-start)+len(tail))
		if _, err := f.ReadAt(buf, start); err != nil && err != io.EOF {
			return 0
		}
		buf = append(buf, tail...)
		if n := latestStart(buf); n > 0 {
			return n
		}
		first, _, _ := bytes.Cut(buf, []byte{'\n'})
		tail = bytes.Clone(first[:min(len(first), block)])
		end = start
	}
	return 0
}

// latestStart returns the session of the last start record in buf, or 0.
func latestStart(buf []byte) int {
	for end := len(buf); ; {
		i := bytes.LastIndex(buf[:end], startKey)
		if i < 0 {
			return 0
		}
		from := bytes.LastIndexByte(buf[:i], '\n') + 1
		line, _, _ := bytes.Cut(buf[from:], []byte{'\n'})
		if r, ok := decodeRecord(line); ok && r.Start != "" {
			return r.Session
		}
		end = i
	}
}
