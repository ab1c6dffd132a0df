package engine

import (
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"gosched/kernel/rt"
)

// TestRecursion runs the cells of testdata/recursion: each ends with the message
// of a compiled program whose stack overflows, and leaves the others alone.
func TestRecursion(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "recursion", "cells.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	n := newNotebook(t)
	n.cell(t, string(a.Files[0].Data))
	for _, f := range a.Files[1:] {
		if !intrinsics && strings.HasPrefix(f.Name, "large") {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			host.forget()
			number, p := n.load(t, string(f.Data))
			start := processorTime()
			out := rt.NewCell(number).Do(p.Run)
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			t.Logf("%v of processor time, stack %d MB, heap %d MB, in all %d MB", processorTime()-start, m.StackInuse>>20, m.HeapAlloc>>20, m.Sys>>20)
			for out.Err == nil && host.text(number) == "" {
				runtime.Gosched() // a goroutine may outlive its cell
			}
			text := host.text(number)
			if out.Err != nil {
				text += out.Err.Name + ": " + out.Err.Msg
			}
			if !strings.HasPrefix(text, "fatal error: stack overflow") {
				t.Errorf("it ended so: %.500s", text)
			}
			if got := n.cell(t, "mu.Lock(); mu.Unlock(); len(kept)")[0]; got != 3 {
				t.Errorf("a variable is %v", got)
			}
		})
	}
}

// processorTime is what the process has used.
func processorTime() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
