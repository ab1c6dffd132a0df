// Package differ holds cells to what the compiler makes of the same program.
//
// It has tests only. Each runs programs twice, compiled and as cells through
// session, lower and engine, and compares what they print to both streams, the
// message of a panic and the exit status:
//
//   - TestPrograms has the programs in testdata/programs, by topic. They run as
//     one cell each and split over several (package split). -only selects some by a regular
//     expression of "topic/name".
//   - TestRandom has programs that package random makes: -count of them from
//     -seed, which is new for each run and printed. "make differ COUNT=100000" is
//     the long run. Every fourth program is split over several cells.
//
// Nothing that the compiler prints is kept: it compiles all programs in the same
// test, each of testdata as a package of its own of one binary, random ones as one
// package. What a program of testdata initialises must print nothing, because the
// others do so, too.
//
// Cells run in child processes, of which one that dies or hangs costs one program.
package differ
