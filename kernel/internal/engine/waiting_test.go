package engine

import (
	"os"
	"slices"
	"testing"
	"time"

	"gosched/kernel/rt"
)

// waitingLines are the lines of testdata/speed on which the goroutines of these
// programs may wait, and for what.
var waitingLines = map[string]map[string][]int{
	"pingpong":   {"chan receive": {5, 16}, "chan send": {6, 15}},
	"selectwait": {"chan send": {5, 7}, "select": {16}},
}

// TestWaiting looks at goroutines that block and go on all the time: what they
// are said to wait for must be what is on the line.
func TestWaiting(t *testing.T) {
	for name, lines := range waitingLines {
		text, err := os.ReadFile("testdata/speed/" + name + ".go")
		if err != nil {
			t.Fatal(err)
		}
		n := newNotebook(t)
		n.cell(t, string(text))
		others := rt.Goroutines() // those of other tests
		number, p := n.load(t, "run(2000)")
		ended := make(chan rt.Outcome)
		go func() { ended <- rt.NewCell(number).Do(p.Run) }()
		seen := 0
		for running := true; running; {
			seen += lookAtWaiting(t, others, lines)
			select {
			case out := <-ended:
				if running = false; out.Err != nil {
					t.Errorf("%s: %+v", name, out.Err)
				}
			default:
			}
		}
		t.Logf("%s: seen waiting %d times", name, seen)
	}
}

// lookAtWaiting checks what all goroutines but some wait for, and returns how
// many did wait.
func lookAtWaiting(t *testing.T, but []*rt.G, lines map[string][]int) (seen int) {
	for _, g := range rt.Goroutines() {
		w := g.Waiting()
		if w == nil || slices.Contains(but, g) {
			continue
		}
		seen++
		// Without intrinsics lines are not known.
		if on := lines[w.On]; on == nil || intrinsics && !slices.Contains(on, w.At.Line) || w.For < 0 || w.For > time.Hour {
			t.Errorf("%s: %+v", w.On, w)
		}
	}
	return seen
}
