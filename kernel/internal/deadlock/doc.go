// Package deadlock explains the deadlock that package rt has found: as text that is
// complete by itself, and as HTML with a picture.
//
// # What is said
//
// A table has a line for each goroutine: what it is, who started it, where it is, what it
// waits for since when, and which locks it holds. Goroutines that differ in their number only
// share a line, and so do, where there are many, those whose variables differ in their number
// only. Below stand the circles of goroutines that wait for each other's locks, if
// there are any, and sentences about locks that nobody will release and what nobody can do any more.
//
// # Circles
//
// A goroutine that waits for a lock waits for whoever holds it; a reader of an RWMutex
// that only readers hold waits for the writers that are before it, since they wait for
// these readers. Whatever leads back to where it began is a circle. The picture of it is the
// textbook's graph of what is requested and what is allocated.
package deadlock
