package lockorder

import (
	"slices"
	"strings"
	"testing"
)

// run takes locks as text says: "+a" locks a, "-a" unlocks it.
func run(text string) *Log {
	l := new(Log)
	for _, word := range strings.Fields(text) {
		if lock := l.Locker(word[1:]); word[0] == '+' {
			lock.Lock()
		} else {
			lock.Unlock()
		}
	}
	return l
}

func TestCircle(t *testing.T) {
	for _, test := range []struct{ text, circle, held, twice string }{
		{"", "", "", ""},
		{"+a +b -b -a +a +b -b -a", "", "", ""},
		{"+a -a +b +a -a -b +a +c", "", "a c", ""},
		{"+a +b -b -a +b +a -a -b", "a b", "", ""},
		{"+a +b -a +c -b +a -a -c", "a b c", "", ""}, // hand over hand, round and round
		{"+x +a -x +b -b -a +b +a -a -b", "a b", "", ""},
		{"+a +a -a -a", "a", "", "a"},
	} {
		l := run(test.text)
		for _, c := range []struct {
			what, want string
			got        []string
		}{{"circle", test.circle, l.Circle()}, {"held", test.held, l.Held()}, {"twice", test.twice, l.Twice()}} {
			if got := strings.Join(c.got, " "); got != c.want {
				t.Errorf("%q: %s %q, want %q", test.text, c.what, got, c.want)
			}
		}
	}
}

func TestCounts(t *testing.T) {
	l := run("+a +b -b -a +b -b")
	if l.Taken("a") != 1 || l.Taken("b") != 2 || l.Taken("c") != 0 {
		t.Errorf("taken: a %d, b %d, c %d", l.Taken("a"), l.Taken("b"), l.Taken("c"))
	}
	if !l.Nested("a", "b") || l.Nested("b", "a") {
		t.Error("b was taken while a was held, and only so")
	}
}

func TestUnlockOfFreeLock(t *testing.T) {
	defer func() {
		if r := recover(); r != "unlock of a, which is not locked" {
			t.Errorf("recovered %v", r)
		}
	}()
	run("-a")
}

// A log does not change by what is done with its answers.
func TestAnswersAreCopies(t *testing.T) {
	l := run("+a +b")
	l.Held()[0] = "x"
	if got := l.Held(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("held %v", got)
	}
}
