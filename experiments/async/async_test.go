package async

import (
	"os"
	"testing"
	"testing/synctest"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

func TestMain(m *testing.M) {
	child.Main()
	os.Exit(m.Run())
}

// A row is one line of the catalogue: an experiment and what must come of it.
type row struct {
	id      string
	example func()       // judges a card of this ID
	want    verdict.Kind // of that card
	virtual float64      // document seconds in virtual time, exactly; 0 if it needs the real one
	unclear bool         // inconclusive is allowed: what it needs, a machine may lack
}

var rows = []row{
	{id: "E192", example: Example_e192, want: verdict.Holds, virtual: 1},
	{id: "E193", example: Example_e193, want: verdict.Holds, virtual: 4},
	{id: "E194", example: Example_e194, want: verdict.Holds, virtual: 5 * (4 + 3)},
	{id: "E195", example: Example_e195, want: verdict.Holds, virtual: 3},
	{id: "E196", example: Example_e196, want: verdict.Holds, virtual: 3},
	{id: "E197", example: Example_e197, want: verdict.Holds, virtual: 3},
	{id: "E198", example: Example_e198, want: verdict.Holds},
	{id: "E199", example: Example_e199, want: verdict.Holds},
	{id: "E200", example: Example_e200, want: verdict.Holds, virtual: 1},
	{id: "E201", example: Example_e201, want: verdict.Holds},
	{id: "E202", example: Example_e202, want: verdict.Holds},
	{id: "E203", example: Example_e203, want: verdict.Holds},
	{id: "E204", example: Example_e204, want: verdict.Holds},
	{id: "E205", example: Example_e205, want: verdict.Holds},
	{id: "E206", example: Example_e206, want: verdict.HoldsIf, unclear: true},
	{id: "E207", example: Example_e207, want: verdict.Holds, virtual: 3 + 3},
}

// attempts is how often an experiment is repeated if it could not tell.
const attempts = 5

// A card that cannot tell is no answer: the experiment is repeated. Two
// refutations are one too many.
func TestExperiments(t *testing.T) {
	for _, r := range rows {
		t.Run(r.id, func(t *testing.T) {
			refuted := 0
			for range attempts {
				card := r.run(t)
				switch card.Verdict.Kind {
				case r.want:
					return
				case verdict.Inconclusive:
					t.Logf("cannot tell:\n%s", card)
				default:
					t.Logf("not as expected:\n%s", card)
					if refuted++; refuted == 2 {
						t.Fatalf("want verdict %q", r.want)
					}
				}
			}
			if !r.unclear {
				t.Fatalf("no verdict in %d attempts, want %q", attempts, r.want)
			}
		})
	}
}

// In virtual time nothing disturbs: one run, the exact duration, the verdict.
func TestExperimentsInVirtualTime(t *testing.T) {
	for _, r := range rows {
		if r.virtual == 0 {
			continue
		}
		t.Run(r.id, func(t *testing.T) {
			inBubble(t, func() {
				watch := lab.Start()
				card := r.run(t)
				if took := watch.Seconds(); took != r.virtual {
					t.Errorf("took %v document seconds, want %v", took, r.virtual)
				}
				if card.Verdict.Kind != r.want {
					t.Errorf("want verdict %q:\n%s", r.want, card)
				}
			})
		})
	}
}

// run runs the experiment and returns the card which that has judged.
func (r row) run(t *testing.T) verdict.Card {
	t.Helper()
	r.example()
	card, ok := verdict.Latest(r.id)
	if !ok {
		t.Fatal("no card was judged")
	}
	return card
}

// inBubble calls f in virtual time and waits for the tasks that it left running.
func inBubble(t *testing.T, f func()) {
	synctest.Test(t, func(*testing.T) {
		f()
		time.Sleep(lab.Seconds(10))
	})
}
