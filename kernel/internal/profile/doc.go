// Package profile reads the profiles that compiled cells write of themselves, and
// says which lines of cells and which calls have taken what.
//
// A sample of a profile is a stack and a value: seconds of processor time, bytes
// allocated, seconds blocked. The line in which the innermost call stands has spent
// the value itself; every line of a cell on the stack has spent it with what it calls,
// once, however often it is on the stack. What runs beneath no line of a cell, as the
// collector does, has no line.
//
// Profiles are read by github.com/google/pprof/profile, the package of the tool that
// Go's profiles are for; the pictures are those of package chart.
package profile
