package engine

import (
	"errors"
	"reflect"

	"gosched/kernel/internal/core"
)

// An Engine is a running program: its types, storage and functions.
type Engine struct{}

// New returns an engine with nothing loaded.
func New() (*Engine, error) { return &Engine{}, nil }

// A Program is a loaded unit.
type Program struct{}

// Load makes the types, storage and functions of u. Nothing of it runs.
func (e *Engine) Load(u *core.Unit) (*Program, error) { return nil, errors.New("not yet") }

// Run runs the unit's Inits, Run and Main on the calling goroutine, which rt
// has set up.
func (p *Program) Run() {}

// Global returns the variable id, addressable.
func (e *Engine) Global(id core.GlobalID) (reflect.Value, bool) { return reflect.Value{}, false }
