// Package listing puts what the compiler says of a program beside the lines of a
// cell: what escapes to the heap, what is inlined (-m=2), and the instructions
// that a line becomes (-S).
//
// The compiler tells this as text, for the whole package and in the order of its
// passes. A listing has only the cell, in the order of its lines, each thing once.
//
// Remarks keep the compiler's words, in which they are documented, and add from its
// explanation the one step that decides: "moved to heap: p (return &p, line 5)".
//
// Assembly keeps the instructions of a function in groups, one for each line of
// source; offsets, which jumps name, tell their order. What the compiler adds to
// every function or pointer is folded to a word: the check of the stack, the frame,
// write barriers. Instructions that were inlined from elsewhere stay with the line
// that they were reached from and say where they are written.
package listing
