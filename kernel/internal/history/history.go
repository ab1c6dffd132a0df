package history

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// An Entry is one cell that was run.
type Entry struct {
	Session int // 1, 2, …
	Line    int // execution count
	Input   string
	Output  string // text/plain of the result, "" if there was none
}

// A History is the history as one kernel sees it: its own session and what the
// file holds of others. It is not safe for concurrent use.
type History struct {
	path    string
	file    *os.File // for appending; nil until something is recorded
	session int      // 0 until something is recorded
	mine    []Entry
	others  reader
}

// maxOwn bounds the entries of the own session that are kept in memory.
const maxOwn = 20_000

// New returns the history stored in the file named path. Nothing is read or
// written before it is needed. An empty path keeps the history in memory.
func New(path string) *History {
	return &History{path: path, others: reader{path: path}}
}

// DefaultPath returns the file for this user: gosched/history.jsonl in
// XDG_DATA_HOME, or in its default, ~/.local/share.
func DefaultPath() (string, error) {
	dir := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(dir) { // the specification says to ignore relative ones
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("finding the history file: %w", err)
		}
		dir = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(dir, "gosched", "history.jsonl"), nil
}

// Append records a cell of this session. The entry is kept in memory in any
// case; the error says why it could not be kept on disk.
func (h *History) Append(line int, input, output string) error {
	err := h.begin()
	e := Entry{Session: h.session, Line: line, Input: input, Output: output}
	h.mine = append(h.mine, e)
	if len(h.mine) > maxOwn {
		h.mine = slices.Delete(h.mine, 0, len(h.mine)-maxOwn)
	}
	if err != nil || h.file == nil {
		return err
	}
	if err := writeLine(h.file, encodeEntry(e)); err != nil {
		return fmt.Errorf("recording history: %w", err)
	}
	return nil
}

// begin numbers this session and opens the file, once; after a failure the
// session lives in memory.
func (h *History) begin() error {
	if h.session != 0 {
		return nil
	}
	h.session = 1
	if h.path == "" {
		return nil
	}
	f, n, err := openSession(h.path, time.Now())
	if err != nil {
		return fmt.Errorf("recording history: %w", err)
	}
	h.file, h.session = f, n
	return nil
}

// Close ends recording.
func (h *History) Close() error {
	if h.file == nil {
		return nil
	}
	err := h.file.Close()
	h.file = nil
	return err
}

// all returns every known entry, earlier sessions first and this one last.
func (h *History) all() []Entry {
	others := slices.DeleteFunc(slices.Clone(h.others.read()), func(e Entry) bool {
		return h.file != nil && e.Session == h.session
	})
	slices.SortStableFunc(others, func(a, b Entry) int { return cmp.Compare(a.Session, b.Session) })
	return append(others, h.mine...)
}

// openSession opens the file for appending and records the start of a session.
func openSession(path string, now time.Time) (*os.File, int, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, 0, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, 0, err
	}
	unlock := lock(f)
	defer unlock()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	n := lastSession(f, size) + 1
	record := encodeStart(n, now)
	if torn(f, size) {
		record = append([]byte{'\n'}, record...)
	}
	if err := writeLine(f, record); err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, n, nil
}

// torn says whether the file ends in the middle of a line.
func torn(f io.ReaderAt, size int64) bool {
	var last [1]byte
	_, err := f.ReadAt(last[:], max(size-1, 0))
	return err == nil && last[0] != '\n'
}

// writeLine writes a record and its newline in one call, so that records of
// several kernels do not mix.
func writeLine(f *os.File, record []byte) error {
	_, err := f.Write(append(record, '\n'))
	return err
}
