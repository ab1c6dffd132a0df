package differ

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gosched/kernel/internal/differ/random"
)

var (
	seed  = flag.Uint64("seed", 0, "seed of the random programs; 0 means a new one")
	count = flag.Int("count", 1000, "number of random programs")
	first = flag.Int("first", 0, "number of the first random program")
)

// batch is how many random programs go into one binary.
const batch = 1000

// TestRandom compares random programs. Their seed and number make them again:
// go test -run Random -args -seed S -first N -count 1.
func TestRandom(t *testing.T) {
	if *seed == 0 {
		*seed = rand.Uint64()>>1 + 1
	}
	t.Logf("-seed %d -count %d", *seed, *count)
	b := newBuilder(t, append(random.Imports, "os"))
	differences := 0
	for from := *first; from < *first+*count; from += batch {
		var programs []string
		for n := from; n < min(from+batch, *first+*count); n++ {
			programs = append(programs, random.Program(*seed, n))
		}
		want := b.run(t, from, programs)
		if len(want) <= len(programs) {
			t.Fatalf("-seed %d -first %d -count %d: not all programs run compiled", *seed, from, len(programs))
		}
		jobs := make([]job, len(programs))
		for i, text := range programs {
			jobs[i] = job{Cells: []string{text}}
			if (from+i)%4 == 0 {
				jobs[i].Cells = several(t, text)
			}
		}
		runAll(t, jobs, func(i int, got string) {
			if got == want[i] {
				return
			}
			if differences++; differences <= 5 {
				t.Errorf("-seed %d -first %d -count 1 differs:\n%s\n%s", *seed, from+i, difference(got, want[i]), programs[i])
			} else {
				t.Errorf("-seed %d -first %d -count 1 differs", *seed, from+i)
			}
		})
		if *count > batch {
			t.Logf("%d programs, %d differences", from+len(programs)-*first, differences)
		}
		if differences > 100 {
			t.Fatal("too many differences")
		}
	}
}

// difference shows the first line in which two texts differ, and those before it.
func difference(got, want string) string {
	g, w := strings.SplitAfter(got, "\n"), strings.SplitAfter(want, "\n")
	i := 0
	for i < min(len(g), len(w)) && g[i] == w[i] {
		i++
	}
	from := max(0, i-3)
	rest := func(list []string) string {
		return strings.Join(list[min(i, len(list)):min(i+3, len(list))], "")
	}
	return fmt.Sprintf("%s--- cells:\n%s--- compiled:\n%s", strings.Join(w[from:min(i, len(w))], ""), rest(g), rest(w))
}
