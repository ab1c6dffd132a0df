package rt

import (
	"flag"
	"go/ast"
	"go/token"
	"io"
	"log"
	"os"
)

// discard is the host before Connect.
type discard struct{}

func (discard) Output(_ int, s Stream, p []byte)                         { standard[s].Write(p) }
func (discard) Input(int, string, bool, <-chan struct{}) (string, error) { return "", io.EOF }
func (discard) Exit(_, code int)                                         { os.Exit(code) }

// standard are the files that os.Stdin, os.Stdout and os.Stderr were before any
// cell ran: a program may assign others to these variables.
var standard = [...]*os.File{os.Stdin, os.Stdout, os.Stderr}

// Standard returns the cell's stream for one of the process's standard files, nil
// for any other file.
func Standard(f *os.File) any {
	switch {
	case f == nil:
	case f == standard[0]:
		return In
	case f == standard[Stdout]:
		return Out
	case f == standard[Stderr]:
		return Err
	}
	return nil
}

// File returns the standard file that a cell has as stream v, nil if v is none.
func File(v any) *os.File {
	switch v {
	case In:
		return standard[0]
	case Out:
		return standard[Stdout]
	case Err:
		return standard[Stderr]
	}
	return nil
}

// A Writer is an output stream of the cell of whichever goroutine writes to it.
type Writer struct{ stream Stream }

// Out and Err are what os.Stdout and os.Stderr become in cells where they are
// made interfaces.
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

// RedirectDefaults sends to the cells what packages log and flag write by default,
// which would be the process's standard error.
func RedirectDefaults() {
	log.SetOutput(Err)
	flag.CommandLine.SetOutput(Err)
}

// PrintSyntax is go/ast.Print, which writes to standard output whatever cell calls it.
func PrintSyntax(fset *token.FileSet, x any) error {
	var out io.Writer = os.Stdout
	if os.Stdout == standard[Stdout] {
		out = Out
	}
	return ast.Fprint(out, fset, x, ast.NotNilFilter)
}

// Exit is os.Exit.
func Exit(code int) { host.Exit(Current().cell.number, code) }
