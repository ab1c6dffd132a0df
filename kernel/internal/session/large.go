package session

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
)

const (
	// maxVariable is how many bytes a variable may have: as many as Go's linker
	// takes. A larger one would end the worker, and every one that replays it.
	maxVariable = 2_000_000_000
	// maxType is how many bytes a type may have: the compiler's limit.
	maxType = 1 << 50
)

// tooLarge returns mistakes for types that no program can have, and for variables
// that do not fit into memory.
func (e *edit) tooLarge() []mistake {
	for x, tv := range e.info.Types {
		if array, ok := x.(*ast.ArrayType); ok && tv.IsType() {
			if n := e.size(tv.Type); n < 0 || n > maxType {
				e.mistake(array.Pos(), fmt.Sprintf("type %s larger than address space", types.ExprString(array)), "")
			}
		}
	}
	if len(e.ms) > 0 {
		return e.sorted()
	}
	for id, o := range e.info.Defs {
		v, ok := o.(*types.Var)
		if !ok || v.IsField() || v.Kind() == types.ParamVar || v.Kind() == types.ResultVar || v.Kind() == types.RecvVar {
			continue
		}
		if n := e.size(v.Type()); n > maxVariable {
			e.mistake(id.Pos(), fmt.Sprintf("variable %s too large (%d bytes > %d bytes)", v.Name(), n, maxVariable), "a slice made by make takes memory only as it is used")
		}
	}
	return e.sorted()
}

// size returns the number of bytes of a type, less than 0 if it cannot be counted,
// 0 if it depends on type parameters.
func (e *edit) size(t types.Type) int64 {
	if mentionsParameters(t, nil) {
		return 0
	}
	return e.s.sizes.Sizeof(t)
}

// mentionsParameters reports whether the size of a type may depend on type parameters.
func mentionsParameters(t types.Type, seen []*types.Named) bool {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Array:
		return mentionsParameters(t.Elem(), seen)
	case *types.Struct:
		for f := range t.Fields() {
			if mentionsParameters(f.Type(), seen) {
				return true
			}
		}
	case *types.Named:
		if slices.Contains(seen, t) {
			return false
		}
		return mentionsParameters(t.Underlying(), append(seen, t))
	}
	return false
}

func (e *edit) sorted() []mistake {
	slices.SortFunc(e.ms, func(a, b mistake) int { return cmp.Compare(a.offset, b.offset) })
	return e.ms
}
