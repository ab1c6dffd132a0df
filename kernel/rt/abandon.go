package rt

import (
	"runtime"
	"strings"
)

// blockedIn names the compiled function that the goroutine of g, which does
// not end, is in, and lists its interpreted calls.
func blockedIn(g *G) (name string, stack []StackLine) {
	if w := g.Waiting(); w != nil {
		return w.On, []StackLine{w.At}
	}
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	for text := range strings.SplitSeq(string(buf), "\n\n") {
		if strings.HasPrefix(text, g.header) {
			name = compiledCall(text)
		}
	}
	return name, calls(g, MaxStack)
}

// stackHeader returns how stack texts of the calling goroutine begin.
func stackHeader() string {
	var buf [64]byte
	text, _, _ := strings.Cut(string(buf[:runtime.Stack(buf[:], false)]), "[")
	return text
}

// compiledCall returns the function that interpreted code called, given the
// stack from there on: the outermost one before the interpreter's.
func compiledCall(stack string) string {
	name := "a compiled call"
	for line := range strings.Lines(stack) {
		if strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "goroutine ") {
			continue
		}
		for _, own := range []string{"reflect.", "gosched/kernel/internal/engine.", "gosched/kernel/rt.(*Runner).Run(", "github.com/traefik/yaegi/"} {
			if strings.HasPrefix(line, own) {
				return name
			}
		}
		if strings.HasPrefix(line, "gosched/kernel/rt.") {
			continue // it stands for a function of the library, which it has called
		}
		if i := strings.LastIndexByte(line, '('); i > 0 {
			name = line[:i]
		}
	}
	return name
}
