// Package rerun gives cells the compiled functions that register something for
// the life of the process in a form that can be called again.
//
// A program registers a handler of http.DefaultServeMux, a flag or a type of
// package gob once; doing it twice is a mistake that panics. A cell that does so
// is run again, often with another handler or after its type was declared anew. So
// what an earlier run of a cell registered makes way for what a later one does. In
// one run the second call panics, as it does in a program.
//
// Drivers of database/sql and variables of expvar are not replaced: registering them
// again panics as it does in a program.
//
// Messages name the cells in which patterns were registered: net/http would name
// the line of package reflect that calls it for cells.
package rerun
