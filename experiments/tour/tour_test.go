package tour

import (
	"math/rand"
	"slices"
	"testing"
	"time"
)

// TestExamples runs the cells.
func TestExamples(t *testing.T) {
	for name, example := range map[string]func(){
		"gantt": Example_gantt, "logLog": Example_logLog, "dots": Example_dots, "structs": Example_structs, "map": Example_map,
	} {
		t.Run(name, func(*testing.T) { example() })
	}
}

func TestSorting(t *testing.T) {
	for _, n := range []int{0, 1, 2, 77} {
		v, w := rand.Perm(n), rand.Perm(n)
		if got, want := bySelection(v), n*(n-1)/2; got != want {
			t.Errorf("%d elements took %d comparisons, want %d", n, got, want)
		}
		if byMerging(w); !slices.IsSorted(v) || !slices.Equal(v, w) {
			t.Errorf("sorted %v and %v", v, w)
		}
	}
}

func TestWork(t *testing.T) {
	spans := work(2, make([]time.Duration, 10))
	if len(spans) != 10 {
		t.Errorf("%d jobs were done, want 10", len(spans))
	}
}
