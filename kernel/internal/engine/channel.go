package engine

import (
	"fmt"
	"reflect"
	"unsafe"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// selectOp returns the op for a select, its operands (channels, and values to
// send after theirs), and for each clause the type it receives or NoType.
func (t *text) selectOp(n *core.Node) (*op, []*core.Node, []core.TypeID) {
	var args []*core.Node
	in, out := []reflect.Type(nil), list(intType, boolType)
	dirs := make([]reflect.SelectDir, len(n.Args))
	received := make([]core.TypeID, len(n.Args))
	key := "select"
	add := func(x *core.Node) {
		args, in = append(args, x), append(in, t.typeOf(x.Type))
		key += fmt.Sprint(" ", x.Type)
	}
	for i, c := range n.Args {
		switch c.Op {
		case core.OpOnSend:
			dirs[i] = reflect.SelectSend
			add(c.Args[0])
			add(c.Args[1])
		case core.OpOnRecv:
			dirs[i] = reflect.SelectRecv
			add(c.Args[0])
			if y := c.Args[1]; y != nil {
				received[i] = t.fn.Slots[y.Int].Type
				out = append(out, t.typeOf(received[i]))
			}
		default:
			dirs[i] = reflect.SelectDefault
		}
	}
	key += fmt.Sprint(dirs, received)
	return t.coded(key, funcType(in, false, out...), choose(dirs, received)), args, received
}

// choose returns the implementation of a select with clauses of the given kinds.
func choose(dirs []reflect.SelectDir, received []core.TypeID) operation {
	result := make([]int, len(dirs)) // index in out of what a clause receives
	next := 2
	for i, id := range received {
		if id != core.NoType {
			result[i] = next
			next++
		}
	}
	do := func(in, out []reflect.Value) {
		var memory [4]rt.Case
		cases := memory[:0]
		for i, dir := range dirs {
			c := rt.Case{Dir: dir}
			if dir != reflect.SelectDefault {
				c.Chan = in[0].UnsafePointer()
			}
			switch {
			case dir == reflect.SelectSend:
				c.Elem = copied(in[1], in[0].Type().Elem())
				in = in[2:]
			case dir == reflect.SelectRecv:
				if result[i] != 0 {
					c.Elem = address(out[result[i]])
				}
				in = in[1:]
			}
			cases = append(cases, c)
		}
		i, ok := rt.Select(rt.Current(), cases)
		out[0].SetInt(int64(i))
		out[1].SetBool(ok)
	}
	return operation{do, func(in *installer, n *node, slow exec) exec { return in.selectCode(n, dirs, result, slow) }}
}

// A clause is one of a select: where its channel is in the frame, and what it
// sends or the place for what it receives.
type clause struct {
	dir  reflect.SelectDir
	ch   int
	elem int // -1 if it receives and drops
	flag uintptr
}

// selectCode makes the code of a select whose operands are variables that
// nothing else can change. Result is the index among the results of what a
// clause receives, 0 if it drops it.
func (in *installer) selectCode(n *node, dirs []reflect.SelectDir, result []int, slow exec) exec {
	count := 2
	for _, r := range result {
		count = max(count, r+1)
	}
	res, ok := in.results(n, count)
	if !ok || res[0] < 0 || res[1] < 0 {
		return slow
	}
	clauses, ok := in.clauses(n.child[1:], dirs)
	if !ok {
		return slow
	}
	for i, r := range result {
		if r != 0 {
			clauses[i].elem = res[r]
		}
	}
	next, _ := successors(n)
	return func(f *frame) exec {
		f.done.at = n
		var memory [4]rt.Case
		cases := memory[:0]
		for i := range clauses {
			x, ok := clauses[i].read(f)
			if !ok {
				return slow(f)
			}
			cases = append(cases, x)
		}
		i, ok := rt.Select(f.done.g, cases)
		*(*int)(f.slot(res[0]).ptr) = i
		*(*bool)(f.slot(res[1]).ptr) = ok
		return next
	}
}

// clauses returns the clauses of these directions, whose operands are args. What they
// receive is dropped.
func (in *installer) clauses(args []*node, dirs []reflect.SelectDir) (list []clause, ok bool) {
	for _, dir := range dirs {
		c := clause{dir: dir, elem: -1}
		if dir != reflect.SelectDefault {
			if c.ch, ok = in.channel(args[0]); !ok {
				return nil, false
			}
			elem := in.typeOf(args[0]).Elem()
			c.flag, args = flagOf(elem), args[1:]
			if dir == reflect.SelectSend {
				if args[0].sym == nil || in.typeOf(args[0]) != elem {
					return nil, false
				}
				c.elem, args = args[0].sym.index, args[1:]
			}
		}
		list = append(list, c)
	}
	return list, true
}

// read returns the case of a clause, unless its operands are not where they are expected.
func (c *clause) read(f *frame) (x rt.Case, ok bool) {
	x.Dir = c.dir
	if c.dir != reflect.SelectDefault {
		ch := f.slot(c.ch)
		if !ch.holds(chanFlag) {
			return x, false
		}
		x.Chan = *(*unsafe.Pointer)(ch.ptr)
	}
	if c.elem >= 0 {
		v := f.slot(c.elem)
		if v.flag != c.flag {
			return x, false
		}
		x.Elem = v.ptr
	}
	return x, true
}

// rangeOps returns the ops that begin the iteration of a map and that advance it.
func (t *text) rangeOps(m core.TypeID, key, value bool) (begin, next *op) {
	typ := t.typeOf(m)
	iter := reflect.TypeFor[*reflect.MapIter]()
	begin = t.op(fmt.Sprint("range ", m), funcType(list(typ), false, iter), func(in, out []reflect.Value) {
		out[0].Set(reflect.ValueOf(in[0].MapRange()))
	})
	out := list(boolType)
	if key {
		out = append(out, typ.Key())
	}
	if value {
		out = append(out, typ.Elem())
	}
	next = t.op(fmt.Sprint("next ", m, key, value), funcType(list(iter), false, out...), func(in, out []reflect.Value) {
		it := in[0].Interface().(*reflect.MapIter)
		more := it.Next()
		out[0].SetBool(more)
		if !more {
			return
		}
		out = out[1:]
		if key {
			out[0].SetIterKey(it)
			out = out[1:]
		}
		if value {
			out[0].SetIterValue(it)
		}
	})
	return begin, next
}
