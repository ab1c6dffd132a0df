package history

import (
	"bytes"
	"io"
	"os"
	"slices"
)

// maxEntries bounds how many entries of the file are kept in memory.
const maxEntries = 50_000

// A reader follows the file: each read takes in what was appended since.
type reader struct {
	path    string
	offset  int64 // of the first byte not yet taken in
	entries []Entry
}

// read returns the entries of the file, oldest first. A file that cannot be
// read has none.
func (r *reader) read() []Entry {
	if r.path == "" {
		return nil
	}
	f, err := os.Open(r.path)
	if err != nil {
		return r.entries
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil || size == r.offset {
		return r.entries
	}
	if size < r.offset { // somebody cut or replaced it
		r.offset, r.entries = 0, nil
	}
	start := max(r.offset, size-maxRead)
	buf := make([]byte, size-start)
	n, _ := f.ReadAt(buf, start)
	r.take(buf[:n], start)
	return r.entries
}

// take decodes the whole lines of buf, which begins at offset start.
func (r *reader) take(buf []byte, start int64) {
	whole := buf[:bytes.LastIndexByte(buf, '\n')+1]
	r.offset = start + int64(len(whole))
	for line := range bytes.Lines(whole) {
		if e, ok := decodeLine(line); ok {
			r.entries = append(r.entries, e)
		}
	}
	if extra := len(r.entries) - maxEntries; extra > 0 {
		r.entries = slices.Delete(r.entries, 0, extra)
	}
}
