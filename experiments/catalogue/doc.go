// Package catalogue is the list of the course's experiments, and a check of what is
// quoted from its documents.
//
// # Experiments
//
// rows.txt has a line for each experiment, with tabs between: its ID, the notebook
// it belongs to, the documents it is about by the numbers that begin their file
// names (none if it is the course's own), and whether it must also hold exactly in
// virtual time.
//
// # Quotations
//
// The documents are not part of this repository, but what is quoted from them can
// be checked without them. documents/NAME.print is the fingerprint of the document
// NAME.txt: for each of its characters but white space, a number of 16 bits made of
// it and the three that follow. A quotation is found if its own numbers stand there
// in a row. A quotation of six characters that is not in a document of 15,000 is
// taken for one of it once in 10^10 times, a longer one less often by far.
//
// Both are written by the program in generate, from the documents and the table
// from which the course is made.
package catalogue

//go:generate sh -c "test -z \"$GOSCHED_DOCUMENTS\" || go run ./generate -documents \"$GOSCHED_DOCUMENTS\" -table \"$GOSCHED_TABLE\""
