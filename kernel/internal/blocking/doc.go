// Package blocking gives cells the compiled functions and methods that may
// block for long in a form that an interrupt can end.
//
// What package sync, channels and time.Sleep do is done again by package rt.
// The rest of the world that blocks, such as network connections, pipes,
// processes and what reads or writes them for a cell, is called as it is, but
// by way of rt.Outside: the call is made by a goroutine of its own, so that the
// calling one can leave.
//
// # What may block
//
// Certain functions and methods by name (table.go), and every compiled function
// or method that is given something which may block: io.Copy, fmt.Fscan and
// json.Decoder.Decode do if their reader is, in the end, a connection, a file or
// a pipe (leaf.go). Others are called directly, as are methods of cell types,
// which are interpreted and notice an interrupt themselves.
//
// # What an interrupt does
//
// It asks the call to return: connections, listeners and files get a deadline in
// the past, which is then taken away; a server is closed; a cell's processes are
// ended with their groups. So no connection and no byte goes to a call that
// nobody waits for. Calls that cannot be asked (http.Get, a pipe's other end) are
// left behind, which the cell's error says, and what they obtain later is
// closed. A deadline that the program has set itself is lost.
package blocking
