// Package history keeps what a user ran, across kernels and restarts.
//
// The store is one plain file per user of JSON lines, only ever appended to:
//
//	{"session":7,"start":"2026-11-21T10:00:00Z"}
//	{"session":7,"line":1,"input":"x := 1\nx","output":"1"}
//
// A file of lines was chosen over a database because it needs no dependency,
// because several kernels can append at once (each record is one write of a
// descriptor opened with O_APPEND), and because a crash in the middle of a write
// damages at most the line being written: readers skip what they cannot decode,
// and a writer that finds no newline at the end of the file begins with one.
//
// Sessions are numbered in the order in which they first recorded something. The
// number is taken under a lock of the file, by reading backwards to the latest
// start record. Reading is bounded: only the end of a large file is looked at.
package history
