package trial

import (
	"testing"
	"testing/synctest"
	"time"

	"gosched/experiments/lab/verdict"
)

const (
	holds   = verdict.Holds
	refuted = verdict.Refuted
	unclear = verdict.Inconclusive
)

func TestJudge(t *testing.T) {
	for _, test := range []struct {
		name    string
		kinds   []verdict.Kind // of the cards, the last for all further runs
		unclear bool           // is allowed
		runs    int
		ok      bool
	}{
		{"at once", []verdict.Kind{holds}, false, 1, true},
		{"after doubts", []verdict.Kind{unclear, unclear, holds}, false, 3, true},
		{"after one refutation", []verdict.Kind{refuted, unclear, holds}, false, 3, true},
		{"after two refutations", []verdict.Kind{refuted, unclear, refuted, holds}, false, 3, false},
		{"never clear", []verdict.Kind{unclear}, false, attempts, false},
		{"never clear, allowed", []verdict.Kind{unclear}, true, attempts, true},
		{"refuted, where doubt is allowed", []verdict.Kind{refuted}, true, 2, false},
	} {
		runs := 0
		err := Experiment{Want: holds, Unclear: test.unclear}.judge(func() verdict.Card {
			kind := test.kinds[min(runs, len(test.kinds)-1)]
			runs++
			return verdict.Card{Verdict: verdict.Verdict{Kind: kind}}
		})
		if (err == nil) != test.ok || runs != test.runs {
			t.Errorf("%s: %v after %d runs, want %d", test.name, err, runs, test.runs)
		}
	}
}

// Where doubt is allowed, experiments that take long are not repeated for ever.
func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		runs := 0
		err := Experiment{Want: holds, Unclear: true}.judge(func() verdict.Card {
			runs++
			time.Sleep(patience/2 + 1)
			return verdict.Card{Verdict: verdict.Verdict{Kind: unclear}}
		})
		if err != nil || runs != 2 {
			t.Errorf("%v after %d runs, want 2", err, runs)
		}
	})
}
