package engine

import (
	"fmt"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// selfTest runs a function that calls another one and ops, in each of the ways
// that depend on yaegi's insides, and locates a panic.
func (e *Engine) selfTest() error {
	for _, fn := range []*core.Func{lastOf, rangeOver} {
		if _, ok := e.funcs[fn.ID]; !ok {
			e.funcs[fn.ID] = e.newFunction(fn)
		}
	}
	defer func() {
		delete(e.funcs, lastOf.ID)
		delete(e.funcs, rangeOver.ID)
	}()
	if err := e.compile([]*core.Func{lastOf, rangeOver}); err != nil {
		return err
	}
	fn := e.funcs[rangeOver.ID]
	var got int
	out := rt.NewCell(0).Do(func() {
		got = fn.value.Elem().Interface().(func(string, int) int)("abc", 3)
	})
	if out.Err != nil || got != 'a'+'b'+'c' {
		return fmt.Errorf("the sum is %d, %+v", got, out.Err)
	}
	out = rt.NewCell(0).Do(func() { fn.value.Elem().Interface().(func(string, int) int)("abc", 4) })
	if !intrinsics {
		return nil
	}
	f := out.Err
	if f == nil || f.Msg != "index out of range [3] with length 3" {
		return fmt.Errorf("a panic was reported as %+v", f)
	}
	if len(f.Stack) != 2 || f.Stack[0].Line != 10 || f.Stack[1].Line != 20 {
		return fmt.Errorf("the stack of a panic was found to be %+v", f.Stack)
	}
	return nil
}

// lastOf is func lastOf(s string, n int) int { return int(max(s[n-1], 0)) },
// rangeOver a function that adds its results for n, n-1 … 1.
var (
	lastOf = &core.Func{
		ID: 1_000_000_001, Name: "lastOf", Params: 2, Slots: []core.Slot{{Type: core.String}, {Type: core.Int}}, Results: []core.TypeID{core.Int},
		Body: mustNode(`(block (return (conv:2 (max:8 (index:8 @10:1 (local:17 #0) (sub:2 (local:2 #1) (const:2 #1))) (const:8 #0)))))`),
	}
	rangeOver = &core.Func{
		ID: 1_000_000_002, Name: "rangeOver", Params: 2, Results: []core.TypeID{core.Int}, Calls: true,
		Slots: []core.Slot{{Type: core.String}, {Type: core.Int}, {Type: core.Int}},
		Body: mustNode(`(block
			(for (gt:1 (local:2 #1) (const:2 #0)) (block (assign (local:2 #1) (sub:2 (local:2 #1) (const:2 #1))))
				(block (assign (local:2 #2) (add:2 (local:2 #2) (call:2 @20:1 #1000000001 (local:17 #0) (local:2 #1))))))
			(return (local:2 #2)))`),
	}
)

func mustNode(text string) *core.Node {
	n, err := core.Parse(text)
	if err != nil {
		panic(err)
	}
	return n
}
