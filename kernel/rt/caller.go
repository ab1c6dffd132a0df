package rt

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"unsafe"
)

// Programs that ask where they are (runtime.Caller, log.Lshortfile, debug.Stack)
// learn where interpreted code is. Its places have program counters of their own,
// made up when they are asked for, and functions in the form in which the runtime
// has inlined ones, which say themselves what they are called.

// places are the places that have a program counter. A notebook has as many as it
// has calls from which such questions are asked.
var places struct {
	sync.Mutex
	funcs []*runtime.Func
	index map[StackLine]int // in funcs
}

// firstPlace is the program counter of the first place, where no code can be.
// Each place has two, so that the one before the end of a call belongs to it, too.
const firstPlace = 1<<63 + 1<<32

// An inlinedFunc is what the runtime takes a *runtime.Func for that begins with ones.
type inlinedFunc struct {
	ones      uint32
	entry     uintptr
	name      string
	file      string
	line      int32
	startLine int32
}

// pc returns the program counter of l.
func (l StackLine) pc() uintptr {
	places.Lock()
	defer places.Unlock()
	i, ok := places.index[l]
	if !ok {
		if i = len(places.funcs); i == 0 {
			places.index = make(map[StackLine]int)
		}
		f := &inlinedFunc{ones: ^uint32(0), entry: placePC(i), name: l.Func, file: l.file(), line: int32(l.Line)}
		places.index[l] = i
		places.funcs = append(places.funcs, (*runtime.Func)(unsafe.Pointer(f)))
	}
	return placePC(i) + 1
}

func placePC(i int) uintptr { return firstPlace + 2*uintptr(i) }

// file names what the runtime calls the file of a line.
func (l StackLine) file() string {
	if l.Cell == 0 {
		return l.File
	}
	return fmt.Sprintf("cell %d", l.Cell)
}

// allCalls bounds the calls of a stack that a program can ask for.
const allCalls = 1 << 20

// Caller is runtime.Caller.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	skip = max(skip, 0)
	stack := calls(Current(), min(skip, allCalls)+1)
	if skip >= len(stack) {
		return 0, "", 0, false
	}
	l := stack[skip]
	return l.pc(), l.file(), l.Line, true
}

// Callers is runtime.Callers.
func Callers(skip int, pcs []uintptr) int {
	n := 0
	if skip <= 0 && len(pcs) > 0 {
		pcs[0] = StackLine{Func: "runtime.Callers", File: "extern.go"}.pc()
		n++
	}
	skip = max(skip-1, 0)
	stack := calls(Current(), min(skip+len(pcs), allCalls))
	for _, l := range stack[min(skip, len(stack)):] {
		if n == len(pcs) {
			break
		}
		pcs[n] = l.pc()
		n++
	}
	return n
}

// Pointer is the method Pointer of reflect.Value: interpreted functions, whose
// func values share their code, have places.
func Pointer(v reflect.Value) uintptr {
	if v.Kind() == reflect.Func && !v.IsNil() && interpreter != nil {
		if l, ok := interpreter.Function(v); ok {
			return l.pc() - 1
		}
	}
	return v.Pointer()
}

// FuncForPC is runtime.FuncForPC.
func FuncForPC(pc uintptr) *runtime.Func {
	if f := placeAt(pc); f != nil {
		return f
	}
	return runtime.FuncForPC(pc)
}

// placeAt returns the function of a place, nil if pc is none.
func placeAt(pc uintptr) *runtime.Func {
	places.Lock()
	defer places.Unlock()
	if i := (pc - firstPlace) / 2; pc >= firstPlace && i < uintptr(len(places.funcs)) {
		return places.funcs[i]
	}
	return nil
}

// CallersFrames is runtime.CallersFrames. What it returns has all its frames from
// the beginning, among those that it would find out when asked for the next one.
func CallersFrames(pcs []uintptr) *runtime.Frames {
	var frames []runtime.Frame
	for len(pcs) > 0 {
		compiled := 0
		for compiled < len(pcs) && placeAt(pcs[compiled]) == nil {
			compiled++
		}
		frames = appendFrames(frames, pcs[:compiled])
		if pcs = pcs[compiled:]; len(pcs) > 0 {
			f := placeAt(pcs[0])
			file, line := f.FileLine(pcs[0])
			frames = append(frames, runtime.Frame{
				PC: pcs[0] - 1, Func: f, Function: f.Name(), File: file, Line: line, Entry: f.Entry(),
			})
			pcs = pcs[1:]
		}
	}
	list := new(runtime.Frames)
	p := reflect.ValueOf(list).Elem().FieldByName("frames").Addr().UnsafePointer()
	*(*[]runtime.Frame)(p) = frames
	return list
}

// appendFrames appends the frames of compiled code.
func appendFrames(frames []runtime.Frame, pcs []uintptr) []runtime.Frame {
	if len(pcs) == 0 {
		return frames
	}
	list := runtime.CallersFrames(pcs)
	for {
		f, more := list.Next()
		if f.PC != 0 {
			frames = append(frames, f)
		}
		if !more {
			return frames
		}
	}
}

// Stack is runtime.Stack. Of goroutines other than the calling one it tells only
// what they run and wait for.
func Stack(buf []byte, all bool) int {
	g := Current()
	text := stackText(g)
	if all {
		for _, other := range Goroutines() {
			if other != g {
				text += "\n" + other.headline()
				if w := other.Waiting(); w != nil && w.At.Func != "" {
					text += w.At.call()
				}
				text += other.origin()
			}
		}
	}
	return copy(buf, text)
}

// DebugStack is debug.Stack.
func DebugStack() []byte { return []byte(stackText(Current())) }

// PrintStack is debug.PrintStack.
func PrintStack() { Err.WriteString(stackText(Current())) }

// stackText is the stack of the calling goroutine in the form of the runtime.
func stackText(g *G) string {
	var b strings.Builder
	b.WriteString(g.headline())
	for _, l := range calls(g, MaxStack) {
		b.WriteString(l.call())
	}
	b.WriteString(g.origin())
	return b.String()
}

// call shows a call as the runtime does, without arguments.
func (l StackLine) call() string { return fmt.Sprintf("%s(...)\n\t%s\n", l.Func, l.Place()) }

// headline names g and what it does.
func (g *G) headline() string {
	state := "running"
	if w := g.Waiting(); w != nil {
		state = w.On
	}
	return fmt.Sprintf("goroutine %d [%s]:\n", g.ID, state)
}

// origin says who started g.
func (g *G) origin() string {
	if g.Created.Func == "" {
		return ""
	}
	return fmt.Sprintf("created by %s in goroutine %d\n\t%s\n", g.Created.Func, g.Parent, g.Created.Place())
}
