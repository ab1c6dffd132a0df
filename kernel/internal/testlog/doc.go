// Package testlog reads what a compiled Go test prints under -test.v=test2json.
//
// In that mode the testing package begins what it says of tests with the control
// character ^V, so that it cannot be taken for what tests print. A Reader takes the
// output in any pieces and makes Events of it: what is printed goes on at once, as
// soon as it cannot be the beginning of something else. A Report collects the
// events' outcomes for a table: a line for each test, in the order in which they
// ended, with the place and words of its first complaint.
package testlog
