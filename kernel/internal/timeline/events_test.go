package timeline

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"gosched/kernel/internal/golden"

	"golang.org/x/exp/trace"
	"golang.org/x/tools/txtar"
)

// TestEvents reads the traces of testdata/events, which are written as text:
//
//	TIME PROCESSOR GOROUTINE VERB WHAT | CALL < CALL < CALL
//
// Times are microseconds; a call is function@file:line, the innermost first. Verbs are
// there (the goroutine runs when the trace begins), waited (it waits then), still (it
// goes on to wait when another part of the trace begins), log, create N FUNCTION, start,
// block REASON, wake N, yield, syscall, return and exit. Goroutine -1 is none.
func TestEvents(t *testing.T) {
	files, err := filepath.Glob("testdata/events/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) != 2 {
				t.Fatal(err, "want a trace and a timeline")
			}
			got := tell(readText(t, string(a.Files[0].Data)))
			golden.Sections(t, file, a, 1, txtar.File{Name: a.Files[1].Name, Data: []byte(got)})
		})
	}
}

// readText makes a timeline of a trace in text.
func readText(t *testing.T, text string) *Timeline {
	t.Helper()
	r := newReader(InFiles)
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			r.event(parseEvent(t, line))
		}
	}
	return r.timeline()
}

func parseEvent(t *testing.T, line string) trace.Event {
	t.Helper()
	head, calls, _ := strings.Cut(line, " | ")
	f := strings.Fields(head)
	number := func(i int) int64 {
		n, err := strconv.ParseInt(f[i], 10, 64)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		return n
	}
	at, proc, g, verb, rest := trace.Time(1000*number(0)), trace.ProcID(number(1)), trace.GoID(number(2)), f[3], strings.Join(f[4:], " ")
	stack := parseStack(calls)
	if verb == "log" {
		return made(t, line, trace.EventConfig[trace.Log]{Time: at, Kind: trace.EventLog, Goroutine: g, Proc: proc, Details: trace.Log{Category: category, Message: rest}})
	}
	c := trace.EventConfig[trace.StateTransition]{Time: at, Kind: trace.EventStateTransition, Goroutine: g, Proc: proc, Stack: stack}
	switch verb {
	case "there":
		c.Details = trace.MakeGoStateTransition(g, trace.GoUndetermined, trace.GoRunning)
	case "waited":
		c.Details = trace.MakeGoStateTransition(g, trace.GoUndetermined, trace.GoWaiting)
		c.Details.Stack = stack
	case "still":
		c.Details, c.Goroutine = trace.MakeGoStateTransition(g, trace.GoWaiting, trace.GoWaiting), trace.NoGoroutine
	case "create":
		c.Details = trace.MakeGoStateTransition(trace.GoID(number(4)), trace.GoNotExist, trace.GoRunnable)
		c.Details.Stack = parseStack(strings.Join(f[5:], " "))
	case "start":
		c.Details, c.Goroutine = trace.MakeGoStateTransition(g, trace.GoRunnable, trace.GoRunning), trace.NoGoroutine
	case "block":
		c.Details = trace.MakeGoStateTransition(g, trace.GoRunning, trace.GoWaiting)
		c.Details.Reason, c.Details.Stack = rest, stack
	case "wake":
		c.Details = trace.MakeGoStateTransition(trace.GoID(number(4)), trace.GoWaiting, trace.GoRunnable)
	case "yield":
		c.Details = trace.MakeGoStateTransition(g, trace.GoRunning, trace.GoRunnable)
		c.Details.Reason = "runtime.Gosched"
	case "syscall":
		c.Details = trace.MakeGoStateTransition(g, trace.GoRunning, trace.GoSyscall)
		c.Details.Stack = stack
	case "return":
		c.Details = trace.MakeGoStateTransition(g, trace.GoSyscall, trace.GoRunning)
	case "exit":
		c.Details = trace.MakeGoStateTransition(g, trace.GoRunning, trace.GoNotExist)
	default:
		t.Fatalf("%s: unknown verb", line)
	}
	return made(t, line, c)
}

func made[T trace.EventDetails](t *testing.T, line string, c trace.EventConfig[T]) trace.Event {
	t.Helper()
	ev, err := trace.MakeEvent(c)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return ev
}

// calls numbers calls: those of two stacks of an event must differ.
var calls uint64

func parseStack(text string) trace.Stack {
	if text == "" {
		return trace.NoStack
	}
	var frames []trace.StackFrame
	for _, call := range strings.Split(text, " < ") {
		name, at, _ := strings.Cut(call, "@")
		file, line, _ := strings.Cut(at, ":")
		n, _ := strconv.ParseUint(line, 10, 64) // 0 for none
		calls++
		frames = append(frames, trace.StackFrame{PC: calls, Func: name, File: file, Line: n})
	}
	return trace.MakeStack(frames)
}

// tell writes a timeline as text.
func tell(t *Timeline) string {
	var b bytes.Buffer
	us := func(d time.Duration) string { return strconv.FormatFloat(float64(d)/1e3, 'f', -1, 64) }
	fmt.Fprintf(&b, "length %s whole %v resting %d\n", us(t.Length), t.Whole, t.Resting)
	for i, g := range t.Goroutines {
		fmt.Fprintf(&b, "[%d] %d %s started %d:%d by %d main %v ended %v\n", i, g.ID, g.Func, g.Started.Cell, g.Started.Line, g.By, g.Main, g.Ended)
		for _, s := range g.Stays {
			fmt.Fprintf(&b, "\t%s-%s %s", us(s.From), us(s.To), s.State)
			if s.State == Running {
				fmt.Fprintf(&b, " P%d", s.Processor)
			}
			if s.At.Line > 0 {
				fmt.Fprintf(&b, " at %d:%d", s.At.Cell, s.At.Line)
			}
			if s.By >= 0 {
				fmt.Fprintf(&b, " ended by [%d]", s.By)
			}
			b.WriteByte('\n')
		}
	}
	for _, p := range t.Processors {
		fmt.Fprintf(&b, "P%d", p.ID)
		for _, turn := range p.Turns {
			fmt.Fprintf(&b, " %s-%s:[%d]", us(turn.From), us(turn.To), turn.Goroutine)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
