package nbformat

import "errors"

// Why a file is not a notebook that this package reads.
var (
	ErrNotJSON = errors.New("not a notebook: not JSON")
	ErrVersion = errors.New("not a notebook of format 4")
	ErrNoCells = errors.New("notebook has no cells")
)

// An Error is a defect of a notebook.
type Error struct {
	Path string // of the value, as in "cells[3].outputs[0].text"
	Msg  string
}

func (e *Error) Error() string { return e.Path + ": " + e.Msg }
