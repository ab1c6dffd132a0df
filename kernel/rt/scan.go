package rt

import (
	"fmt"
	"io"
	"os"
	"time"
)

// The functions of package fmt that print to standard output or read standard
// input use what os.Stdout and os.Stdin are at the time, as the compiled ones do:
// the cell's streams unless a program has assigned other files.

// Print is fmt.Print.
func Print(a ...any) (int, error) {
	if os.Stdout == standard[Stdout] {
		return fmt.Fprint(Out, a...)
	}
	return write(os.Stdout, fmt.Sprint(a...))
}

// Printf is fmt.Printf.
func Printf(format string, a ...any) (int, error) {
	if os.Stdout == standard[Stdout] {
		return fmt.Fprintf(Out, format, a...)
	}
	return write(os.Stdout, fmt.Sprintf(format, a...))
}

// Println is fmt.Println.
func Println(a ...any) (int, error) {
	if os.Stdout == standard[Stdout] {
		return fmt.Fprintln(Out, a...)
	}
	return write(os.Stdout, fmt.Sprintln(a...))
}

// Scan is fmt.Scan.
func Scan(a ...any) (int, error) {
	return scan("fmt.Scan", func(in io.Reader) (int, error) { return fmt.Fscan(in, a...) })
}

// Scanf is fmt.Scanf.
func Scanf(format string, a ...any) (int, error) {
	return scan("fmt.Scanf", func(in io.Reader) (int, error) { return fmt.Fscanf(in, format, a...) })
}

// Scanln is fmt.Scanln.
func Scanln(a ...any) (int, error) {
	return scan("fmt.Scanln", func(in io.Reader) (int, error) { return fmt.Fscanln(in, a...) })
}

// write writes to what a program has assigned to os.Stdout, which may be a pipe
// that nobody reads.
func write(f *os.File, text string) (n int, err error) {
	if s, ok := Standard(f).(*Writer); ok {
		return s.WriteString(text)
	}
	transfer("fmt.Print", f, func() { n, err = f.WriteString(text) })
	return n, err
}

// scan reads what os.Stdin is, which may be a pipe that nobody writes.
func scan(name string, read func(io.Reader) (int, error)) (n int, err error) {
	f := os.Stdin
	if r, ok := Standard(f).(*Reader); ok {
		return read(r)
	}
	transfer(name, f, func() { n, err = read(f) })
	return n, err
}

// transfer makes a call that reads or writes f, and that an interrupt ends.
func transfer(name string, f *os.File, call func()) {
	o := Outside{
		Name: &name, Call: call,
		Stop:    func() { f.SetDeadline(time.Unix(1, 0)) },
		Restore: func() { f.SetDeadline(time.Time{}) },
	}
	o.Do()
}
