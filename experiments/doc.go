// Package experiments is the course: five documents on concurrency, claim by
// claim, as Go programs that measure.
//
// Each folder but catalogue and lab is one notebook's worth of experiments and an ordinary Go
// package, which the notebook is woven from: its comments are the text, its
// declarations and Examples the cells. The folders in lab are the instruments
// which the experiments share.
//
//	core              NB01, E001 to E016: concurrent, parallel, and who waits
//	async             NB13, E192 to E207: event loop, tasks, gather
//	deadlock          NB04, E041 to E048: deadlock and the re-entrant lock
//	tour              no part of the course: what cells can show
//
//	catalogue         the list of experiments, and what their documents say
//	catalogue/trial   tests that a notebook's experiments come to their verdicts
//
//	lab               the unit of time, stopwatch, fair comparison of times
//	lab/child         roles in processes of their own, with watchdog and transcript
//	lab/exercise      answers to a reader's solution, with the reason
//	lab/future        a result that is not there yet
//	lab/lockorder     deadlocks that did not happen, found by the order of locks
//	lab/loop          an event loop with tasks, jobs and epoll
//	lab/machine       what was measured on
//	lab/prediction    what the reader expected
//	lab/recorder      who was inside when
//	lab/rlock         a lock that its owner may take again, in a process or between several
//	lab/schedule      which goroutines ran at the same time, by the execution trace
//	lab/usage         what the operating system charges: processor time, switches
//	lab/verdict       what a document claims, what was measured, whether it holds
//	lab/waitgraph     who waits for whom
//	lab/work          computing by the measure, and a toy GIL
//
// An experiment has an ID, which stays what it is. Its verdict has three answers:
// the claim's criterion is met, is not met, or this run cannot tell. The tests
// run the same Examples that become cells and look at the cards they judge; what
// does not need the real clock is also run in virtual time, where it must be
// exact.
package experiments
