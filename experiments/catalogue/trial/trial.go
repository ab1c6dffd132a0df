// Package trial tests the experiments of a notebook: that they are those of the
// catalogue, each with a card whose claim is in the document it cites, and that
// each comes to the verdict it should, in real time and, where the catalogue says
// so, exactly in virtual time.
package trial

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gosched/experiments/catalogue"
	"gosched/experiments/lab"
	"gosched/experiments/lab/verdict"
)

// An Experiment is one row of the catalogue and what must come of it.
type Experiment struct {
	ID      string
	Example func()       // judges a card of this ID
	Want    verdict.Kind // of that card
	Virtual float64      // document seconds in virtual time, exactly; 0 if it needs the real one
	Unclear bool         // inconclusive is allowed: what it needs, a machine may lack
}

// attempts is how often an experiment is repeated if it could not tell.
const attempts = 5

// patience is for how long that is done where doubt is allowed in the end: on a busy
// machine, which is what makes most of them doubt, experiments take long.
const patience = 20 * time.Second

// Real tests the experiments of a notebook, all that it has, in real time. A card
// that cannot tell is no answer: the experiment is repeated. Two refutations are
// one too many.
func Real(t *testing.T, notebook string, experiments []Experiment) {
	t.Helper()
	checkCatalogue(t, notebook, experiments)
	for _, e := range experiments {
		t.Run(e.ID, func(t *testing.T) { e.real(t) })
	}
}

// Virtual tests those that need no real time: nothing disturbs, so each runs once,
// takes exactly the time it should, and comes to the verdict.
func Virtual(t *testing.T, experiments []Experiment) {
	for _, e := range experiments {
		if e.Virtual == 0 {
			continue
		}
		t.Run(e.ID, func(t *testing.T) {
			InBubble(t, func() {
				watch := lab.Start()
				card := e.run(t)
				if took := watch.Seconds(); took != e.Virtual {
					t.Errorf("took %v document seconds, want %v", took, e.Virtual)
				}
				if card.Verdict.Kind != e.Want {
					t.Errorf("want verdict %q:\n%s", e.Want, card)
				}
			})
		})
	}
}

// InBubble calls f in virtual time and waits for the tasks that it left running.
func InBubble(t *testing.T, f func()) {
	t.Helper()
	synctest.Test(t, func(*testing.T) {
		f()
		time.Sleep(lab.Seconds(10))
	})
}

// checkCatalogue compares the experiments with the rows of their notebook.
func checkCatalogue(t *testing.T, notebook string, experiments []Experiment) {
	t.Helper()
	var ids []string
	virtual := make(map[string]bool)
	for _, e := range experiments {
		ids = append(ids, e.ID)
		virtual[e.ID] = e.Virtual > 0
	}
	if err := catalogue.Check(notebook, ids); err != nil {
		t.Error(err)
	}
	for _, row := range catalogue.Of(notebook) {
		if row.Virtual && !virtual[row.ID] {
			t.Errorf("%s must be tested in virtual time", row.ID)
		}
	}
}

func (e Experiment) real(t *testing.T) {
	var last verdict.Card
	err := e.judge(func() verdict.Card {
		card := e.run(t)
		last = card
		e.checkClaim(t, card.Claim)
		if strings.Contains(card.String(), "%!") {
			t.Errorf("a format does not fit its values:\n%s", card)
		}
		return card
	})
	if err != nil {
		t.Error(err)
	} else if last.Verdict.Kind != e.Want {
		t.Logf("inconclusive, which it may be:\n%s", last)
	}
}

// judge runs the experiment until its cards decide.
func (e Experiment) judge(run func() verdict.Card) error {
	refuted, start := 0, time.Now()
	var cards strings.Builder
	for range attempts {
		if e.Unclear && time.Since(start) > patience {
			break
		}
		card := run()
		switch card.Verdict.Kind {
		case e.Want:
			return nil
		case verdict.Inconclusive:
		default:
			refuted++
		}
		fmt.Fprintf(&cards, "\n%s", card)
		if refuted == 2 {
			return fmt.Errorf("not as expected, %q, twice:%s", e.Want, &cards)
		}
	}
	if !e.Unclear {
		return fmt.Errorf("no verdict in %d attempts, want %q:%s", attempts, e.Want, &cards)
	}
	return nil
}

// run runs the experiment and returns the card which that has judged.
func (e Experiment) run(t *testing.T) verdict.Card {
	t.Helper()
	e.Example()
	card, ok := verdict.Latest(e.ID)
	if !ok {
		t.Fatal("no card was judged")
	}
	return card
}

// checkClaim looks the claim up in the document it cites.
func (e Experiment) checkClaim(t *testing.T, claim verdict.Claim) {
	t.Helper()
	for _, row := range catalogue.All() {
		if row.ID != e.ID {
			continue
		}
		if err := row.CheckClaim(claim.Seed, claim.Quote); err != nil {
			t.Error(err)
		}
		if claim.English == "" {
			t.Errorf("the claim of %s is not told in English", e.ID)
		}
	}
}
