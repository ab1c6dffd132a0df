package magic

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// A screen is a kernel's outputs: what is displayed, and what the kernel notes.
type screen struct {
	*fakeEnv
	seen []string
}

func (s *screen) Display(bundle map[string]string) func(map[string]string) {
	n := len(s.seen)
	s.seen = append(s.seen, fmt.Sprintf("new %d: %s", n, bundle["text/plain"]))
	return func(bundle map[string]string) {
		s.seen = append(s.seen, fmt.Sprintf("again %d: %s", n, bundle["text/plain"]))
	}
}

func (s *screen) Note(line string) { s.seen = append(s.seen, "note: "+line) }

// TestTask shows work that takes long while it does, and no other.
func TestTask(t *testing.T) {
	for _, test := range []struct {
		takes time.Duration
		want  string
	}{
		{400 * time.Millisecond, "[]"},
		{1700 * time.Millisecond, "[new 0: compiling … 500 ms again 0: compiling … 1 s again 0: compiling … 1.5 s again 0: compiled]"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &screen{fakeEnv: newFakeEnv(t.TempDir())}
			task := startTask(s, "compiling")
			time.Sleep(test.takes)
			task.end("compiled")
			time.Sleep(time.Hour)
			if got := fmt.Sprint(s.seen); got != test.want {
				t.Errorf("work of %v is shown as %s, want %s", test.takes, got, test.want)
			}
		})
	}
}
