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
// card is data as well as text. As the result of a cell it shows itself as HTML,
// as Markdown and as plain text; its data are in the output's metadata, under
// "gosched". Cards judged are kept, the latest of each ID, for [Latest].
//
// There are three answers to a measurement, not two: a criterion is met, is not
// met, or the run cannot tell (the machine was busy, a capability is missing).
// What cannot tell is never a refutation.
package verdict
