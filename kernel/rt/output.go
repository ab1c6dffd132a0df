package rt

import (
	"fmt"
	"io"
	"log"
	"os"
)

// discard is the host before Connect.
type discard struct{}

func (discard) Output(_ int, s Stream, p []byte) {
	if s == Stdout {
		os.Stdout.Write(p)
	} else {
		os.Stderr.Write(p)
	}
}
func (discard) Input(int, string, bool, <-chan struct{}) (string, error) { return "", io.EOF }
func (discard) Exit(_, code int)                                         { os.Exit(code) }

// A Writer is an output stream of the cell of whichever goroutine writes to it.
type Writer struct{ stream Stream }

// Out and Err are what os.Stdout and os.Stderr become in cells.
var (
	Out = &Writer{Stdout}
	Err = &Writer{Stderr}
)

func (w *Writer) Write(p []byte) (int, error) {
	Poll()
	host.Output(Current().cell.number, w.stream, p)
	return len(p), nil
}

// WriteString is Write of a string.
func (w *Writer) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

// Sync does nothing: writes are not buffered.
func (w *Writer) Sync() error { return nil }

// Close is an error: a cell's output cannot be closed.
func (w *Writer) Close() error { return os.ErrInvalid }

// Name returns the name of the stream as os.File has it.
func (w *Writer) Name() string {
	if w.stream == Stdout {
		return "/dev/stdout"
	}
	return "/dev/stderr"
}

// Fd returns the descriptor of the stream.
func (w *Writer) Fd() uintptr { return uintptr(w.stream) }

// Print is fmt.Print to the cell's standard output.
func Print(a ...any) (int, error) { return fmt.Fprint(Out, a...) }

// Printf is fmt.Printf to the cell's standard output.
func Printf(format string, a ...any) (int, error) { return fmt.Fprintf(Out, format, a...) }

// Println is fmt.Println to the cell's standard output.
func Println(a ...any) (int, error) { return fmt.Fprintln(Out, a...) }

// RedirectLog sends the log package's default logger to the cells.
func RedirectLog() { log.SetOutput(Err) }

// Exit is os.Exit.
func Exit(code int) { host.Exit(Current().cell.number, code) }
