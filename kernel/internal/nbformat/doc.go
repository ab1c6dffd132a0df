// Package nbformat reads and writes Jupyter notebook files, format 4.
//
// Read accepts every minor version of format 4 and brings the notebook up to 4.5:
// each cell gets an id, and text stored as a list of lines becomes one string.
// Write produces the very bytes that Jupyter's own library would: one space of
// indentation, sorted keys, text as lists of lines, non-ASCII text as it is, and
// a newline at the end. So a notebook written here and saved in JupyterLab shows
// no difference but its changes.
//
// What the format does not know, at any level, is kept: fields of later versions
// and of other tools survive reading and writing.
//
// A file that is no notebook gives one of three errors, which errors.Is finds:
// ErrNotJSON, ErrVersion and ErrNoCells. Anything else that is wrong gives an
// *Error with the path of the offending value. Read does not look further than it
// must; Validate reports what Jupyter would refuse.
package nbformat
