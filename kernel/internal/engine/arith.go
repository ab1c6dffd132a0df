package engine

import (
	"cmp"
	"reflect"
)

type integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

type number interface {
	integer | ~float32 | ~float64
}

// A binary is a node of an operation on two operands of one type.
type binary[T cmp.Ordered] struct {
	x, y source[T]
	flag uintptr // of the operands
	dest int
	slow exec // what does the operation if the values are of other kinds
	next exec
}

// operation makes the code of a binary operation, nil if yaegi's is to be used.
func (in *installer) operation(n *node, name string) exec {
	t := in.typeOf(n.child[0])
	if t == nil {
		t = in.typeOf(n.child[1])
	}
	if t == nil {
		return nil
	}
	switch t.Kind() {
	case reflect.Int:
		return integerCode[int](in, n, name, t)
	case reflect.Int8:
		return integerCode[int8](in, n, name, t)
	case reflect.Int16:
		return integerCode[int16](in, n, name, t)
	case reflect.Int32:
		return integerCode[int32](in, n, name, t)
	case reflect.Int64:
		return integerCode[int64](in, n, name, t)
	case reflect.Uint:
		return integerCode[uint](in, n, name, t)
	case reflect.Uint8:
		return integerCode[uint8](in, n, name, t)
	case reflect.Uint16:
		return integerCode[uint16](in, n, name, t)
	case reflect.Uint32:
		return integerCode[uint32](in, n, name, t)
	case reflect.Uint64:
		return integerCode[uint64](in, n, name, t)
	case reflect.Uintptr:
		return integerCode[uintptr](in, n, name, t)
	case reflect.Float32:
		return floatCode[float32](in, n, name, t)
	case reflect.Float64:
		return floatCode[float64](in, n, name, t)
	case reflect.String:
		if b := binaryOf[string](in, n, t); b != nil {
			return orderedCode(b, n, name)
		}
	}
	return nil
}

// binaryOf returns the parts of n, whose operands are of type t.
func binaryOf[T cmp.Ordered](in *installer, n *node, t reflect.Type) *binary[T] {
	x, okX := sourceOf[T](n.child[0], t)
	y, okY := sourceOf[T](n.child[1], t)
	dest, okDest := operandOf(n, nil)
	if !okX || !okY || !okDest || dest.index < 0 {
		return nil
	}
	next, _ := successors(n)
	return &binary[T]{x: x, y: y, flag: flagOf(t), dest: dest.index, slow: n.exec, next: next}
}

// operands returns the operands and where the result goes.
func (b *binary[T]) operands(f *frame) (x, y T, dest *T, ok bool) {
	x, okX := b.x.get(f, b.flag)
	y, okY := b.y.get(f, b.flag)
	v := f.slot(b.dest)
	return x, y, (*T)(v.ptr), okX && okY && v.flag == b.flag
}

func integerCode[T integer](in *installer, n *node, name string, t reflect.Type) exec {
	b := binaryOf[T](in, n, t)
	if b == nil {
		return nil
	}
	switch name {
	case "quo":
		return func(f *frame) exec {
			x, y, dest, ok := b.operands(f)
			if !ok || y == 0 {
				return b.slow(f)
			}
			*dest = x / y
			return b.next
		}
	case "rem":
		return func(f *frame) exec {
			x, y, dest, ok := b.operands(f)
			if !ok || y == 0 {
				return b.slow(f)
			}
			*dest = x % y
			return b.next
		}
	case "and":
		return b.code(func(x, y T) T { return x & y })
	case "or":
		return b.code(func(x, y T) T { return x | y })
	case "xor":
		return b.code(func(x, y T) T { return x ^ y })
	case "andNot":
		return b.code(func(x, y T) T { return x &^ y })
	}
	return numberCode(b, n, name)
}

func floatCode[T float32 | float64](in *installer, n *node, name string, t reflect.Type) exec {
	b := binaryOf[T](in, n, t)
	if b == nil {
		return nil
	}
	if name == "quo" {
		return b.code(func(x, y T) T { return x / y })
	}
	return numberCode(b, n, name)
}

// code makes the code of an operation that cannot fail.
func (b *binary[T]) code(do func(x, y T) T) exec {
	return func(f *frame) exec {
		x, y, dest, ok := b.operands(f)
		if !ok {
			return b.slow(f)
		}
		*dest = do(x, y)
		return b.next
	}
}

func numberCode[T number](b *binary[T], n *node, name string) exec {
	switch name {
	case "sub":
		return func(f *frame) exec {
			x, y, dest, ok := b.operands(f)
			if !ok {
				return b.slow(f)
			}
			*dest = x - y
			return b.next
		}
	case "mul":
		return func(f *frame) exec {
			x, y, dest, ok := b.operands(f)
			if !ok {
				return b.slow(f)
			}
			*dest = x * y
			return b.next
		}
	}
	return orderedCode(b, n, name)
}

func orderedCode[T cmp.Ordered](b *binary[T], n *node, name string) exec {
	if name == "add" {
		return func(f *frame) exec {
			x, y, dest, ok := b.operands(f)
			if !ok {
				return b.slow(f)
			}
			*dest = x + y
			return b.next
		}
	}
	c := &comparison[T]{binary: *b}
	_, c.otherwise = successors(n)
	switch name {
	case "lower":
		return func(f *frame) exec {
			x, y, dest, ok := c.operands(f)
			if !ok {
				return c.slow(f)
			}
			return c.decide(dest, x < y)
		}
	case "lowerEqual":
		return func(f *frame) exec {
			x, y, dest, ok := c.operands(f)
			if !ok {
				return c.slow(f)
			}
			return c.decide(dest, x <= y)
		}
	case "greater":
		return func(f *frame) exec {
			x, y, dest, ok := c.operands(f)
			if !ok {
				return c.slow(f)
			}
			return c.decide(dest, x > y)
		}
	case "greaterEqual":
		return func(f *frame) exec {
			x, y, dest, ok := c.operands(f)
			if !ok {
				return c.slow(f)
			}
			return c.decide(dest, x >= y)
		}
	case "equal":
		return func(f *frame) exec {
			x, y, dest, ok := c.operands(f)
			if !ok {
				return c.slow(f)
			}
			return c.decide(dest, x == y)
		}
	case "notEqual":
		return func(f *frame) exec {
			x, y, dest, ok := c.operands(f)
			if !ok {
				return c.slow(f)
			}
			return c.decide(dest, x != y)
		}
	}
	return nil
}

// A comparison is a binary operation that makes a bool and may be a condition.
type comparison[T cmp.Ordered] struct {
	binary[T]
	otherwise exec // nil if it is no condition
}

func (c *comparison[T]) operands(f *frame) (x, y T, dest *bool, ok bool) {
	x, okX := c.x.get(f, c.flag)
	y, okY := c.y.get(f, c.flag)
	v := f.slot(c.dest)
	return x, y, (*bool)(v.ptr), okX && okY && v.flag == boolFlag
}

// decide sets the result and returns what follows.
func (c *comparison[T]) decide(dest *bool, r bool) exec {
	*dest = r
	if !r && c.otherwise != nil {
		return c.otherwise
	}
	return c.next
}

var boolFlag = flagOf(boolType)
