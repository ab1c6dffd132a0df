// Package session is the notebook as a Go package under edit.
//
// A Session holds the live declarations of the package main that the cells so
// far make up. Edit takes one more cell, in any mix of imports, declarations and
// statements, and returns what it changes, or the user's mistakes; the session
// is as before until Commit.
//
// # Splitting
//
// A scanner cuts the cell into top-level chunks. Declarations and statements are
// parsed from two copies of the cell in which everything else is blank, so every
// position of the syntax is an offset of the cell plus a constant.
//
// # Checking
//
// There is one types.Package and one package scope for the whole session; their
// addresses never change, which is what makes unexported names of all cells the
// same. The scope is emptied before every check and filled with the objects of
// those live declarations that the checked syntax mentions: checking a cell costs
// what the cell costs, however long the session is. An object therefore lives as
// long as the version of the declaration that it stands for, and what was
// replaced stays meaningful to whoever still holds it.
//
// Checked again, together with the cell, is what depends on a name the cell gives
// another meaning. A type whose declaration, dependencies or method set change
// becomes a new version, and so does everything whose type mentions it. A function
// whose signature stays the same keeps its key: only its body is new, and its
// callers need no check. Methods of types that are not checked again name their
// receiver through a dot import, since go/types looks for a receiver's declaration
// only among those it is checking.
//
// # Variables of statements
//
// The statements of a cell are the body of one function, checked against the
// names as they were before the cell: in x := x+1 the second x is the old one.
// The variables declared at their top level become package variables afterwards.
// Functions of the cell, and older ones, that mention these variables are checked
// in a second pass, which sees them. A constant or type of the cell cannot mention
// them; an earlier one that does is left as it is.
//
// # What goes on with the old
//
// A change concerns what is called from now on. A call that is under way, that of a
// goroutine for instance, and closures and function values made before, go on with
// the functions and variables that they were made of; methods called through
// interfaces are the new ones at once.
//
// # Dependants that break
//
// A dependant that no longer type-checks is frozen: its old object stays in
// place, its old code goes on, the user is told once. It is tried again whenever
// something it depends on changes.
//
// # After the worker's death
//
// Replay makes the declarations again. Nothing is run, initialisers and init
// functions neither, since that could do anything twice. So variables have no
// values, and a cell that uses one is refused until it is declared or assigned anew.
package session
