// Package lab holds what every experiment of the course needs: a unit of time,
// a stopwatch that reads in it, fair comparison of running times, and texts in
// two languages. The packages below it are the instruments.
//
// # The unit
//
// The documents of the course sleep for whole seconds. Here one document second
// is U, which is 100 ms unless the environment says otherwise (GOSCHED_U=1s
// when the notebooks are recorded). Programs sleep for [Seconds] and read a
// [Stopwatch], so that they say "3 s" whatever U is, and results are compared
// as ratios and never as absolute times.
//
// # Inside a notebook
//
// Instruments are compiled, also where the cells that use them are interpreted.
// A wait inside an instrument therefore listens to [Interrupted], so that a cell
// which waits there can be stopped like any other.
package lab
