// Package verdict makes the cards that end an experiment: what a document
// claims, what was expected and measured, and whether the claim holds.
//
// A card is built along one chain, which ends with the judgement:
//
//	e193.Expect(4, "%v 秒", "%v s").
//		Measure(took, "%.1f 秒", "%.1f s").
//		Judge(verdict.Near(took, 4, 3))
//
// The numbers are given as values and shown through the two formats, so the
// card is data as well as text. As the result of a cell, interpreted or compiled,
// it shows itself as HTML, as Markdown and as plain text. Cards judged are kept,
// the latest of each ID, for [Latest].
//
// There are three answers to a measurement, not two: a criterion is met, is not
// met, or the run cannot tell (the machine was busy, a capability is missing).
// What cannot tell is never a refutation.
//
// # Verdicts are data
//
// The output of a cell that shows a card has this in its metadata, an object with
// the fields of [Data]:
//
//	{"gosched": {"verdict": {
//	  "id": "E193",
//	  "seed": "004_c4c94b62f284cfe2.txt",
//	  "claim": {"zh": "…", "en": "…"},
//	  "expected": {"value": 4, "zh": "4 秒", "en": "4 s"},
//	  "measured": {"value": 4.01, "zh": "4.0 秒", "en": "4.0 s"},
//	  "verdict": "holds" | "holds if" | "refuted" | "no Go analogue" | "inconclusive",
//	  "note": {"zh": "…", "en": "…"},
//	  "prediction": {"guess": 3, "right": false},
//	  "U": "100ms"
//	}}}
//
// The note is left out where there is none: it is the condition of "holds if", the
// reason of "inconclusive", what Go has instead where it has no analogue. The
// prediction is left out if the reader made none. gosched run --verdicts collects
// these objects and adds the name of the notebook and the id of the cell.
package verdict
