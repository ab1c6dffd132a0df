package engine

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"gosched/kernel/rt"
)

// TestInterrupt interrupts a cell for each way of not ending in
// testdata/interrupt. Deferred functions run, locks are released, and
// what earlier cells have started goes on.
func TestInterrupt(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "interrupt", "cells.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	n := newNotebook(t)
	number, p := n.load(t, string(a.Files[0].Data))
	first := rt.NewCell(number)
	if out := first.Do(p.Run); out.Err != nil {
		t.Fatalf("%+v", out.Err)
	}
	defer first.Interrupt()
	for _, f := range a.Files[1:] {
		name, left, _ := strings.Cut(f.Name, " leaves ")
		t.Run(name, func(t *testing.T) { n.interrupt(t, string(f.Data), left) })
	}
}

// interrupt interrupts a cell when it has printed "up" and blocks. It must
// leave the compiled call named behind.
func (n *notebook) interrupt(t *testing.T, source, left string) {
	host.forget()
	number, p := n.load(t, source)
	cell, ended := rt.NewCell(number), make(chan rt.Outcome, 1)
	go func() { ended <- cell.Do(p.Run) }()
	for !blocked(number, source) {
		select {
		case out := <-ended:
			t.Fatalf("it has ended: %+v\n%s", out.Err, host.text(number))
		default:
			runtime.Gosched()
		}
	}
	start := time.Now()
	cell.Interrupt()
	var out rt.Outcome
	select {
	case out = <-ended:
	case <-time.After(time.Minute):
		panic(host.text(number) + source) // with the stacks of all goroutines
	}
	t.Log(time.Since(start))
	if out.Err == nil || out.Err.Name != "interrupt" || out.Err.Abandoned != left {
		t.Errorf("it ended so: %+v", out.Err)
	}
	if got := host.text(number); !strings.HasSuffix(got, "deferred\n") {
		t.Errorf("it printed %q", got)
	}
	if ok := n.cell(t, "alive()")[0]; ok != true {
		t.Error("what an earlier cell has started or declared was harmed")
	}
}

// blocked reports whether the main goroutine of a cell is up and waits, or
// does not mean to wait.
func blocked(number int, source string) bool {
	if !strings.Contains(host.text(number), "up\n") {
		return false
	}
	if strings.Contains(source, "// spins") {
		return true
	}
	for _, g := range rt.Goroutines() {
		if g.Cell() == number && g.Parent == 0 && g.Waiting() != nil {
			return true
		}
	}
	return false
}
