package recorder

import (
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
	r := New("a", "b")
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
