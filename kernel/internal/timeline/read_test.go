package timeline

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestDamaged reads traces that break off, as those of processes do that are killed, and
// such as nobody wrote: there is a timeline or an error, whose goroutines are whole.
func TestDamaged(t *testing.T) {
	files, err := filepath.Glob("../gantt/testdata/*.trace")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no traces", err)
	}
	for _, file := range files {
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, uint64(len(whole))))
		for range 150 {
			data := bytes.Clone(whole[:r.IntN(len(whole)+1)])
			check(t, data)
			data = bytes.Clone(whole)
			for range 1 + r.IntN(4) {
				data[r.IntN(len(data))] = byte(r.Uint32())
			}
			check(t, data)
		}
	}
}

// check reads a trace, and holds that the stays of its goroutines follow each other.
func check(t *testing.T, data []byte) {
	t.Helper()
	tl, err := Read(bytes.NewReader(data), InFiles)
	if err != nil {
		return
	}
	for _, g := range tl.Goroutines {
		at := g.From()
		for _, s := range g.Stays {
			if s.From != at || s.To <= s.From || int(s.By) >= len(tl.Goroutines) {
				t.Fatalf("goroutine %d: %+v after %v", g.ID, s, at)
			}
			at = s.To
		}
		if g.From() < 0 || at > tl.Length {
			t.Fatalf("goroutine %d is there from %v to %v, of %v", g.ID, g.From(), at, tl.Length)
		}
	}
	for _, p := range tl.Processors {
		for _, turn := range p.Turns {
			if turn.To <= turn.From || turn.Goroutine >= len(tl.Goroutines) {
				t.Fatalf("processor %d: %+v", p.ID, turn)
			}
		}
	}
}
