package recorder

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/rlock"
)

func pause(n float64) { time.Sleep(lab.Seconds(n)) }

func TestRecorder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New()
		leaveA := r.Enter("a") // 0 to 3
		pause(1)
		leaveB := r.Enter("b") // 1 to 4
		r.Note("tick")
		pause(2)
		leaveA()
		leaveA() // a second time changes nothing
		pause(1)
		leaveB()
		r.Note("tick")
		r.Enter("c")
		pause(1)

		if got := r.Order(); !slices.Equal(got, []string{"a", "b", "tick", "tick", "c"}) {
			t.Errorf("order %v", got)
		}
		if got := r.Overlap("a", "b"); got != 2 {
			t.Errorf("a and b overlap for %v, want 2", got)
		}
		if got := r.Overlap("a", "c"); got != 0 {
			t.Errorf("a and c overlap for %v, want 0", got)
		}
		if got := r.MaxInside(); got != 2 {
			t.Errorf("%d inside at most, want 2", got)
		}
		if got := r.Gaps("tick"); !slices.Equal(got, []float64{3}) {
			t.Errorf("gaps %v, want one of 3", got)
		}
		if b, none := r.At("b"), r.At("d"); b != 1 || none != -1 {
			t.Errorf("b at %v, d at %v; want 1 and -1", b, none)
		}
		const want = "0.0-3.0 s a\n1.0-4.0 s b\n1.0 s     tick\n4.0 s     tick\n4.0-    s c\n"
		if got := r.String(); got != want {
			t.Errorf("text:\n%swant:\n%s", got, want)
		}
		if c := r.Spans()[4]; c.From != 4 || c.To != 5 || !c.Open {
			t.Errorf("an open span: %+v", c)
		}
	})
}

func TestEmpty(t *testing.T) {
	r := New()
	if r.MaxInside() != 0 || r.Gaps("x") != nil || r.String() != "" || r.Order() != nil {
		t.Errorf("an empty recorder answers %d, %v, %q", r.MaxInside(), r.Gaps("x"), r)
	}
}

func TestPicture(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New()
		leave := r.Enter("a")
		pause(1)
		r.Note("tick")
		leave()
		leave = r.Doing("b", "computing")
		pause(1)
		leave()
		bundle := r.MIMEBundle()
		if got := bundle["text/plain"]; got != "0.0-1.0 s a\n1.0 s     tick\n1.0-2.0 s b computing\n" {
			t.Errorf("text %q", got)
		}
		for _, want := range []string{"a: 0 to 1 s, 1 s", "tick: at 1 s", "b · computing: 1 s to 2 s, 1 s"} {
			if svg := bundle["image/svg+xml"].(string); !strings.Contains(svg, "<title>"+want+"</title>") {
				t.Errorf("no %q in %s", want, svg)
			}
		}
	})
}

// Who takes a lock waits, then holds it; taking it again is no second stay.
func TestLocker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New()
		var lock rlock.Lock
		for _, name := range []string{"a", "b"} {
			l := r.Locker(lock.As(name), name)
			go func() {
				l.Lock()
				l.Lock()
				pause(1)
				l.Unlock()
				pause(1)
				l.Unlock()
			}()
			synctest.Wait()
			pause(1)
		}
		pause(9)
		const want = "0.0 s     a waiting\n0.0-2.0 s a holding\n1.0-2.0 s b waiting\n2.0-4.0 s b holding\n"
		if got := r.String(); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	})
}

// The picture has the lanes that New was told first; what was recorded keeps its order.
func TestLanes(t *testing.T) {
	r := New().Lanes("a", "b")
	for _, name := range []string{"c", "b", "a", "b"} {
		r.Note(name)
	}
	var lanes []string
	for _, s := range r.inLanes() {
		lanes = append(lanes, s.Name)
	}
	if !slices.Equal(lanes, []string{"a", "b", "b", "c"}) || !slices.Equal(r.Order(), []string{"c", "b", "a", "b"}) {
		t.Errorf("lanes %v, order %v", lanes, r.Order())
	}
}

// The shortest run of each program, by whose stays one sees whether they were together.
func TestBest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := []float64{2, 0, 1}
		inTurn := func(r *Recorder) {
			for _, n := range []float64{1, 3} {
				leave := r.Enter("a")
				pause(n + late[0])
				leave()
			}
			late = late[1:]
		}
		together := func(r *Recorder) {
			defer r.Enter("a")()
			defer r.Enter("b")()
			r.Note("tick")
			pause(3)
		}
		runs := Best(3, inTurn, together)
		if r := runs[0]; r.Took != 4 || r.Total() != 4 || r.Longest() != 3 {
			t.Errorf("in turn took %v; of %v the longest is %v", r.Took, r.Total(), r.Longest())
		}
		if r := runs[1]; r.Took != 3 || r.Total() != 6 || r.Longest() != 3 {
			t.Errorf("together took %v; of %v the longest is %v", r.Took, r.Total(), r.Longest())
		}
		late = []float64{0}
		if r := Best(0, inTurn)[0]; r.Took != 4 {
			t.Errorf("no rounds took %v, want one", r.Took)
		}
	})
}

// Unlock before Lock is the lock's own error, and no other.
func TestUnlockBeforeLock(t *testing.T) {
	r := New()
	var lock rlock.Lock
	defer func() {
		if p := fmt.Sprint(recover()); strings.Contains(p, "nil pointer") || p == "<nil>" {
			t.Errorf("panic: %s", p)
		}
	}()
	r.Locker(lock.As("a"), "a").Unlock()
}
