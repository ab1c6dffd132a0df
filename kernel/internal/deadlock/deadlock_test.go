package deadlock

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/golden"
	"gosched/kernel/internal/notebooktest"
	"gosched/kernel/rt"
)

// TestExplanations runs the programs of testdata/deadlocks, whose last cell ends in a
// deadlock, and compares what is said of it.
func TestExplanations(t *testing.T) {
	files, err := filepath.Glob("testdata/deadlocks/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			last := len(a.Files) - 1
			d := deadlocked(t, a.Files[:last])
			if os.Getenv("GOSCHED_INTRINSICS") == "off" {
				return // it is found, but places and variables of functions are not
			}
			got := explain(d).text() + "\n"
			golden.Sections(t, file, a, last, txtar.File{Name: a.Files[last].Name, Data: []byte(got)})
			for _, c := range circles(d) {
				golden.File(t, strings.Replace(file, ".txt", ".svg", 1), SVG(c, d.Cell))
			}
		})
	}
}

// deadlocked runs cells, of which the last one ends in the deadlock.
func deadlocked(t *testing.T, cells []txtar.File) *rt.Deadlock {
	n := notebooktest.New(t)
	for i, f := range cells {
		out := n.Run(t, string(f.Data))
		switch {
		case i == len(cells)-1 && (out.Err == nil || out.Err.Deadlock == nil):
			t.Fatalf("%s ended so: %+v", f.Name, out.Err)
		case i == len(cells)-1:
			if got := out.Err.Name + ": " + out.Err.Msg; got != "fatal error: all goroutines are asleep - deadlock!" {
				t.Errorf("it ended in %s", got)
			}
			renumber(out.Err.Deadlock)
			return out.Err.Deadlock
		case out.Err != nil:
			t.Fatalf("%s ended so: %+v", f.Name, out.Err)
		}
	}
	return nil
}

// renumber gives goroutines numbers that are the same in each run, and no time.
func renumber(d *rt.Deadlock) {
	numbers := make(map[int64]int64)
	number := func(id *int64) {
		if numbers[*id] == 0 {
			numbers[*id] = int64(len(numbers) + 1)
		}
		*id = numbers[*id]
	}
	for i := range d.Goroutines {
		number(&d.Goroutines[i].ID)
		d.Goroutines[i].For = 0
	}
	for i := range d.Goroutines {
		for j := range d.Goroutines[i].Waits {
			t := &d.Goroutines[i].Waits[j]
			t.Holders = slices.Clone(t.Holders) // which other waits share
			for k := range t.Holders {
				number(&t.Holders[k].ID)
			}
		}
	}
}
