//go:build linux && !race

package leak

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/notebooktest"
	"gosched/kernel/rt"
)

// run runs a cell, which must end well.
func run(t *testing.T, n *notebooktest.Notebook, source string) {
	t.Helper()
	if out := n.Run(t, source); out.Err != nil {
		t.Fatalf("%v\n%s", out.Err, source)
	}
}

// apart calls f on a goroutine of its own, and so leaves nothing on the caller's stack.
func apart(f func()) {
	done := make(chan bool)
	rt.Serve(func() {
		defer close(done)
		f()
	})
	<-done
}

// settle waits until so many goroutines of the session are blocked, and the main ones of the
// cells, whose outcomes are known before they end, have ended.
func settle(t *testing.T, want int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		var got int
		apart(func() {
			list, _, _, _ := rt.Suspects()
			got = len(list)
		})
		if got == want && !slices.ContainsFunc(rt.Goroutines(), (*rt.G).IsMain) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d goroutines are blocked, want %d", got, want)
		}
	}
}

// searched returns where the leaked goroutines are and what they do, one a line. A variable's
// name may be gone, see rt.Needed.
func searched(t *testing.T) (all []string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; {
		var err error
		apart(func() {
			var leaked []*rt.G
			leaked, err = Search(time.Second)
			for _, s := range rt.Situations(leaked, false) {
				all = append(all, fmt.Sprintf("%s: %s", s.At.Place(), s.On))
			}
		})
		if err == nil {
			return all
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// tries is how often leaked goroutines are looked for: what somebody is about to let go of,
// such as the goroutine of a call that has just ended, may lead to them once.
const tries = 3

// within says whether all lines of some are among others.
func within(some, others string) bool {
	rest := strings.Split(others, "\n")
	for line := range strings.SplitSeq(some, "\n") {
		i := slices.Index(rest, line)
		if line != "" && i < 0 {
			return false
		} else if i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		}
	}
	return true
}

// TestSearch runs the programs of testdata. The comment of a file says how many goroutines
// are blocked in the end; its last part, how many of them are leaked and where they are.
func TestSearch(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var blocked int
			if _, err := fmt.Sscan(string(a.Comment), &blocked); err != nil {
				t.Fatal(err)
			}
			n := notebooktest.New(t)
			last := len(a.Files) - 1
			for _, f := range a.Files[:last] {
				run(t, n, string(f.Data))
			}
			settle(t, blocked)
			want := strings.TrimSpace(string(a.Files[last].Data))
			got := strings.Join(searched(t), "\n")
			for try := 1; try < tries && got != want && within(got, want); try++ {
				got = strings.Join(searched(t), "\n")
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s\n%s", got, want, trails(t))
			}
		})
	}
}
