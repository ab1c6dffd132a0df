// Package assist answers the questions of an editor about a cell that is being
// written: what could come next, what is this, is it complete.
//
// The text around the cursor is broken most of the time. Complete and Inspect
// therefore repair it first: they cut the cell after the word at the cursor, put
// a name where one is missing, and close what is open. What results is checked
// against the session like a cell, errors being ignored, and the answer is read
// off the types that the checker found at the cursor. The session is not changed.
//
// Cursors and ranges count Unicode code points from the start of the cell, as
// Jupyter does.
package assist
