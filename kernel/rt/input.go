package rt

import (
	"bytes"
	"os"
	"sync"
)

// In is what os.Stdin becomes in cells where it is made an interface.
var In = &Reader{}

// A Reader reads lines that the user types. It asks for a line when it has
// none left.
type Reader struct {
	mu   sync.Mutex
	rest bytes.Buffer // of the last line, with its end
}

func (r *Reader) Read(p []byte) (int, error) {
	Lock(&r.mu)
	defer Unlock(&r.mu)
	if err := r.fill(); err != nil {
		return 0, err
	}
	return r.rest.Read(p)
}

// ReadRune and UnreadRune let fmt's scanning functions take no more than they use.
func (r *Reader) ReadRune() (rune, int, error) {
	Lock(&r.mu)
	defer Unlock(&r.mu)
	if err := r.fill(); err != nil {
		return 0, 0, err
	}
	return r.rest.ReadRune()
}

// UnreadRune puts back what the last ReadRune returned.
func (r *Reader) UnreadRune() error {
	Lock(&r.mu)
	defer Unlock(&r.mu)
	return r.rest.UnreadRune()
}

func (r *Reader) fill() error {
	if r.rest.Len() > 0 {
		return nil
	}
	line, err := Input("", false)
	if err == nil {
		r.rest.WriteString(line + "\n")
	}
	return err
}

// Close is an error: a cell's input cannot be closed.
func (r *Reader) Close() error { return os.ErrInvalid }

// Name returns the name of the stream as os.File has it.
func (r *Reader) Name() string { return "/dev/stdin" }

// Fd returns the descriptor of the stream.
func (r *Reader) Fd() uintptr { return 0 }

// Input asks the user of the calling goroutine's cell for a line.
func Input(prompt string, password bool) (string, error) {
	g := Current()
	g.blocks(onInput)
	line, err := host.Input(g.cell.number, prompt, password, g.stop())
	g.runs()
	g.poll()
	return line, err
}
