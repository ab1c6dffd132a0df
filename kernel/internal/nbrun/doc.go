// Package nbrun executes a notebook without a browser and collects what its cells
// put out, as a Jupyter front end would.
//
// Run sends the code cells in order, each when the one before has ended, and
// changes the notebook: outputs, execution counts, and the description of the
// language in its metadata. Nothing else, and nothing that depends on the clock,
// so that two runs of a program with constant output give the same file.
//
// # Outputs
//
//   - Text on the same stream becomes one output until something else comes between.
//   - An output with a display_id replaces the content of all earlier ones with that
//     id, in whatever cell; update_display_data does only that.
//   - clear_output removes the outputs of its cell, with wait when the next one comes.
//   - What goroutines put out after their cell has ended goes to the cell that
//     started them, as in JupyterLab; what comes after the last cell is lost.
//
// # Cells that are special
//
// Empty cells and those tagged skip-execution are not run. An error ends the run
// unless errors are allowed for all, or for the cell by the tag raises-exception.
//
// A cell whose metadata has a text gosched.output, as woven Examples have, fails
// if what it printed on standard output is something else. Space around the two
// is not compared, and with gosched.unordered lines may come in any order.
//
// # Time
//
// A cell that takes longer than its timeout is interrupted and counts as failed,
// with the error that the interrupt gave it. A kernel that does not end the cell
// within a grace period after that is given up.
package nbrun
