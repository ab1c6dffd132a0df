package verdict

import (
	"math"

	"gosched/experiments/lab"
)

// A Kind is one of the things that can be said of a claim.
type Kind string

// The kinds of verdict.
const (
	Holds        Kind = "holds"
	HoldsIf      Kind = "holds if" // under the condition of the note
	Refuted      Kind = "refuted"
	NoAnalogue   Kind = "no Go analogue"
	Inconclusive Kind = "inconclusive" // this run cannot tell; the note says why
)

// A look is how a kind of verdict is shown.
type look struct {
	mark   string
	zh     string
	colour string // readable on white and on black
}

var looks = map[Kind]look{
	Holds:        {"✔", "成立", "#2e9e5b"},
	HoldsIf:      {"◐", "有条件成立", "#b07d00"},
	Refuted:      {"✘", "不成立", "#d04437"},
	NoAnalogue:   {"∅", "Go 中没有对应", "#808080"},
	Inconclusive: {"?", "无法判定", "#808080"},
}

// Mark returns the sign of the kind: ✔ ◐ ✘ ∅ or ?.
func (k Kind) Mark() string { return looks[k].mark }

// Text returns the kind in both languages.
func (k Kind) Text() lab.Text { return lab.Text{ZH: looks[k].zh, EN: string(k)} }

// A Verdict is a kind and, where that needs one, its condition or reason.
type Verdict struct {
	Kind Kind
	Note lab.Text
}

// Check is the verdict of a criterion that is either met or not.
func Check(met bool) Verdict {
	if met {
		return Verdict{Kind: Holds}
	}
	return Verdict{Kind: Refuted}
}

// tiny is a difference, of ratios or of document seconds, that is too small to measure.
const tiny = 0.01

// Near compares a measured number with two hypotheses: what the claim predicts,
// and what would be seen if it were wrong. Within 35 % of their distance the
// nearer one is decided for; between and beyond them nothing is.
func Near(measured, claim, rival float64) Verdict {
	gap := math.Abs(rival - claim)
	switch {
	case !(gap > max(tiny, 0.05*max(math.Abs(claim), math.Abs(rival)))):
		return Unclear("这些参数分不出两种假设", "these parameters do not tell the hypotheses apart")
	case math.Abs(measured-claim) <= 0.35*gap:
		return Verdict{Kind: Holds}
	case math.Abs(measured-rival) <= 0.35*gap:
		return Verdict{Kind: Refuted}
	}
	return Unclear("离两种假设都太远,机器忙,请再运行", "too far from both hypotheses: a busy machine? run it again")
}

// Within compares a measured number with a claim that predicts one from low to high.
// What is as far off as rival, or farther, refutes it; what is between the two, or
// off on the other side, cannot tell.
func Within(measured, low, high, rival float64) Verdict {
	switch {
	case low <= measured && measured <= high:
		return Verdict{Kind: Holds}
	case rival < low && measured <= rival || rival > high && measured >= rival:
		return Verdict{Kind: Refuted}
	}
	return Unclear("不在任何一种假设的范围里,机器忙,请再运行", "not what any of the hypotheses predicts: a busy machine? run it again")
}

// Unclear is the verdict of a run that cannot tell, and why.
func Unclear(zh, en string) Verdict {
	return Verdict{Inconclusive, lab.Text{ZH: zh, EN: en}}
}

// None is the verdict on what Go does not have, and what it has instead.
func None(zh, en string) Verdict {
	return Verdict{NoAnalogue, lab.Text{ZH: zh, EN: en}}
}

// And returns v if it holds, and otherwise what keeps the two from holding
// together: a refutation before a doubt.
func (v Verdict) And(w Verdict) Verdict {
	switch {
	case v.Kind == Holds || w.Kind == Refuted && v.Kind != Refuted:
		return w
	default:
		return v
	}
}

// Provided makes a verdict depend on a control: where that failed, the run cannot
// tell, whatever was measured.
func (v Verdict) Provided(control bool, zh, en string) Verdict {
	if !control {
		return Unclear(zh, en)
	}
	return v
}

// If restricts a verdict that holds to a condition.
func (v Verdict) If(zh, en string) Verdict {
	if v.Kind == Holds {
		return Verdict{HoldsIf, lab.Text{ZH: zh, EN: en}}
	}
	return v
}
