// Package stress runs concurrent programs as cells, again and again.
//
// It has tests only:
//
//   - TestPrograms runs the programs of testdata/programs, whose output does not
//     depend on the schedule, -runs times as one cell and as often split over many,
//     and compares each output with that of the compiled program, which is beside
//     the program. With -u the compiled outputs are made anew.
//   - TestOrder does the same with programs of testdata/order, whose output depends
//     on the order in which a single processor takes goroutines.
//   - TestStress has each program of testdata/stress do what goes wrong when it does
//     one time in many, -rounds times, and count what went wrong.
//   - TestInterrupts interrupts these programs in the midst of it and looks at what
//     other cells have.
//
// No program has a data race. In a build with the race detector these tests hold
// that the kernel does not add one, and that cells are seen to be synchronised by
// what synchronises them; TestRaceIsSeen holds that a race of the program is seen.
package stress
