package rt

import (
	"fmt"
	"io"
	"log"
	"reflect"
	"sync"
)

// The functions and methods of package log, as cells call them: a logger that
// names the place of the call names that of the interpreted one.

func LogPrint(a ...any)                 { logTo(log.Default(), 1, fmt.Sprint(a...)) }
func LogPrintf(format string, a ...any) { logTo(log.Default(), 1, fmt.Sprintf(format, a...)) }
func LogPrintln(a ...any)               { logTo(log.Default(), 1, fmt.Sprintln(a...)) }
func LogPanic(a ...any)                 { logPanic(log.Default(), fmt.Sprint(a...)) }
func LogPanicf(format string, a ...any) { logPanic(log.Default(), fmt.Sprintf(format, a...)) }
func LogPanicln(a ...any)               { logPanic(log.Default(), fmt.Sprintln(a...)) }
func Fatal(a ...any)                    { logFatal(log.Default(), fmt.Sprint(a...)) }
func Fatalf(format string, a ...any)    { logFatal(log.Default(), fmt.Sprintf(format, a...)) }
func Fatalln(a ...any)                  { logFatal(log.Default(), fmt.Sprintln(a...)) }

func LogOutput(depth int, s string) error { return logTo(log.Default(), depth, s) }

func LoggerPrint(l *log.Logger, a ...any)                 { logTo(l, 1, fmt.Sprint(a...)) }
func LoggerPrintf(l *log.Logger, format string, a ...any) { logTo(l, 1, fmt.Sprintf(format, a...)) }
func LoggerPrintln(l *log.Logger, a ...any)               { logTo(l, 1, fmt.Sprintln(a...)) }
func LoggerPanic(l *log.Logger, a ...any)                 { logPanic(l, fmt.Sprint(a...)) }
func LoggerPanicf(l *log.Logger, format string, a ...any) { logPanic(l, fmt.Sprintf(format, a...)) }
func LoggerPanicln(l *log.Logger, a ...any)               { logPanic(l, fmt.Sprintln(a...)) }
func LoggerFatal(l *log.Logger, a ...any)                 { logFatal(l, fmt.Sprint(a...)) }
func LoggerFatalf(l *log.Logger, format string, a ...any) { logFatal(l, fmt.Sprintf(format, a...)) }
func LoggerFatalln(l *log.Logger, a ...any)               { logFatal(l, fmt.Sprintln(a...)) }

func LoggerOutput(l *log.Logger, depth int, s string) error { return logTo(l, depth, s) }

func logPanic(l *log.Logger, s string) {
	logTo(l, 1, s)
	panic(s)
}

func logFatal(l *log.Logger, s string) {
	logTo(l, 1, s)
	Exit(1)
}

// logTo is l.Output, of which depth 1 is the interpreted function that called.
// The place is the last of what stands before the message, but for the prefix
// that flags may put there; so a logger for this one message that names no places
// can be given it as part of the message.
func logTo(l *log.Logger, depth int, s string) error {
	const placed = log.Lshortfile | log.Llongfile
	flags, prefix := l.Flags(), l.Prefix()
	if flags&placed == 0 || l.Writer() == io.Discard {
		return l.Output(0, s)
	}
	place := "???:0: "
	if _, file, line, ok := Caller(depth - 1); ok {
		place = fmt.Sprintf("%s:%d: ", file, line)
	}
	if flags&log.Lmsgprefix != 0 {
		place, prefix = place+prefix, ""
	}
	return log.New(logWriter{l}, prefix, flags&^placed).Output(0, place+s)
}

// A logWriter writes whole lines where a logger writes them, and not between its own.
type logWriter struct{ *log.Logger }

func (w logWriter) Write(line []byte) (int, error) {
	mu := (*sync.Mutex)(reflect.ValueOf(w.Logger).Elem().FieldByName("outMu").Addr().UnsafePointer())
	mu.Lock()
	defer mu.Unlock()
	return outOf(w.Logger).Write(line)
}

// outOf is l.Writer, which takes the lock.
func outOf(l *log.Logger) io.Writer {
	return *(*io.Writer)(reflect.ValueOf(l).Elem().FieldByName("out").Addr().UnsafePointer())
}
