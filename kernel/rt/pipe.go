package rt

import (
	"io"
	"reflect"
	"runtime"
	"strings"
	"unsafe"
)

// The two ends of an io.Pipe synchronise goroutines as a channel does, but in compiled code, from
// where it may go on to other things: io.Copy writes what it has read, a decoder calls methods of
// the program. So where a call is that was given an end is asked of the runtime: its
// stack text shows all goroutines at one moment. If the call waits in the pipe itself
// then, it can only be woken by who is at the other end.

// PipeEnd returns what a goroutine waits for at an end of an io.Pipe, which v is, nil if it
// is none. The ends of one pipe differ.
func PipeEnd(v any) *Target {
	switch v := v.(type) {
	case *io.PipeReader:
		if v != nil {
			return &Target{Ptr: unsafe.Add(unsafe.Pointer(v), readEnd), Pipe: true}
		}
	case *io.PipeWriter:
		if v != nil {
			return &Target{Ptr: unsafe.Add(unsafe.Pointer(v), writeEnd), Pipe: true, Send: true}
		}
	}
	return nil
}

// Where a pipe has what stands for its ends.
var (
	readEnd  = offsetOf(reflect.TypeFor[io.PipeReader](), "pipe", "rdCh")
	writeEnd = offsetOf(reflect.TypeFor[io.PipeWriter](), "r", "pipe", "wrCh")
)

// How much stack text is read, in bytes: what some thousand goroutines have.
const leastText, mostText = 64 << 10, 4 << 20

// A pipeLook asks where calls are. All goroutines stand while the runtime writes, which takes some
// milliseconds for a thousand of them: who has looked in vain looks again after many times as long.
type pipeLook struct{ not int64 } // not before this moment, in nanotime

// rest is how many times as long as it took nothing is asked after it was in vain.
const rest = 20

// atPipes says whether all of the calls wait in pipes at one moment.
func (l *pipeLook) atPipes(calls []*Outside) bool {
	begin := nanotime()
	if len(calls) == 0 {
		return true
	} else if begin < l.not {
		return false
	}
	texts := stackTexts()
	for _, o := range calls {
		if header := o.header.Load(); header == nil || !inPipe(texts[*header]) {
			l.not = nanotime() + rest*(nanotime()-begin)
			return false
		}
	}
	return true
}

// stackTexts returns the stack texts of all goroutines, at one moment, by what is before their
// states; nil if there is too much.
func stackTexts() map[string]string {
	for size := leastText; size <= mostText; size *= 4 {
		buf := make([]byte, size)
		n := runtime.Stack(buf, true)
		if n == size {
			continue
		}
		texts := make(map[string]string)
		for text := range strings.SplitSeq(string(buf[:n]), "\n\n") {
			if header, rest, ok := strings.Cut(text, "["); ok {
				texts[header] = rest
			}
		}
		return texts
	}
	return nil
}

// inPipe says whether a goroutine waits in a method of a pipe, given its stack text
// from its state on.
func inPipe(text string) bool {
	state, calls, _ := strings.Cut(text, "]")
	if state, _, _ = strings.Cut(state, ","); state != "select" && state != "sync.Mutex.Lock" {
		return false
	}
	for line := range strings.Lines(calls) {
		name := strings.TrimSpace(line)
		if name == "" || name == ":" || line[0] == '\t' || strings.HasPrefix(name, "internal/sync.") || strings.HasPrefix(name, "sync.") {
			continue
		}
		return strings.HasPrefix(name, "io.(*pipe).read(") || strings.HasPrefix(name, "io.(*pipe).write(")
	}
	return false
}
