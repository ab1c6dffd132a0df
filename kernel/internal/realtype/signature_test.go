package realtype

import (
	"fmt"
	"io"
	"reflect"
	"testing"
)

type (
	// A Caller has methods of many signatures: arguments and results in registers
	// of both kinds, on the stack, and partly here, partly there.
	Caller struct {
		n int
		s string
	}
	Wide struct {
		A int8
		B float32
		C string
		D [1]*int
		E complex64
	}
	Long  [300]int
	Words interface {
		Join(sep string, words ...any) string
	}
	// A Single is held by interfaces as it is, its address never.
	Single struct{ f func(int) int }
)

func (c Caller) Nothing() {}
func (c Caller) Ints(a, b, d, e, f, g, h, i, j, k, l int) (int, int, int, int, int, int, int, int, int, int, int) {
	return l, k, j, i, h, g, f, e, d, b, a + c.n
}
func (c Caller) Floats(a, b, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r float64) (float64, float32) {
	return a + 2*b + 3*d + e + f + g + h + i + j + k + l + m + n + o + p + q - r + float64(c.n), float32(r)
}
func (c Caller) Small(a int8, b uint16, d bool, e int32, f rune, g byte, h uint64, i uintptr, j int16, k bool, l int8) (bool, int8, uint16) {
	return d != k, a + l, b + uint16(e) + uint16(f) + uint16(g) + uint16(h) + uint16(i) + uint16(j)
}
func (c Caller) Structs(w Wide, e Empty, x Wide, m Mixed) (Wide, Empty, error) {
	w.C += x.C + m.c + c.s
	return w, e, io.EOF
}
func (c Caller) Arrays(l Long, one [1]string, none [0]int, two [2]string) (Long, [1]string) {
	l[299] += c.n
	return l, [1]string{one[0] + two[1]}
}
func (c Caller) Join(sep string, words ...any) string { return fmt.Sprint(c.s, sep, len(words), words) }
func (c Caller) Funcs(f func(int, string) (string, error), ch chan<- int, m map[string]Wide) (func() string, chan<- int, int) {
	return func() string { s, err := f(c.n, c.s); return fmt.Sprint(s, err) }, ch, len(m)
}
func (c Caller) Mixing(a int, b float64, s string, d []byte, e any, f error, g complex128, h Words, i float32, j *int, k [2]int8, l float64, m string) string {
	return fmt.Sprint(c.n, a, b, s, d, e, f, g, h, i, *j, k, l, m)
}
func (c *Caller) Pointer(by int, w Wide, rest ...int) (*Caller, int) {
	c.n += by + len(rest)
	return c, c.n
}
func (s Single) Apply(n int, f float64) (int, float64) { return s.f(n), f }

// TestSignatures calls all methods of Caller, of the type and of its twin, with the
// same arguments: as a value, through a pointer and as method expressions.
func TestSignatures(t *testing.T) {
	tw := twin(t, append(sampleTypes(), reflect.TypeFor[Caller](), reflect.TypeFor[Single]())...)
	for _, x := range []any{Caller{7, "s"}, &Caller{7, "s"}, Single{func(n int) int { return n * n }}} {
		same, other := reflect.ValueOf(x), reflect.ValueOf(tw.value(x))
		if same.NumMethod() != other.NumMethod() {
			t.Fatalf("%T has %d methods, not %d", x, other.NumMethod(), same.NumMethod())
		}
		for m := range same.Type().Methods() {
			fn, _ := other.Type().MethodByName(m.Name)
			bound := reflect.MakeFunc(other.Method(m.Index).Type(), func(in []reflect.Value) []reflect.Value {
				in = append([]reflect.Value{other}, in...)
				if m.Type.IsVariadic() {
					return fn.Func.CallSlice(in)
				}
				return fn.Func.Call(in)
			})
			reset := func() { // Pointer counts
				if p, ok := x.(*Caller); ok {
					p.n = 7
				}
			}
			want := results(same.Method(m.Index))
			for how, method := range []reflect.Value{other.Method(m.Index), bound} {
				reset()
				if got := results(method); got != want {
					t.Errorf("%T.%s (%d): got %s, want %s", x, m.Name, how, got, want)
				}
			}
			reset()
		}
	}
}

// results calls a method with arguments made up from their types and prints what
// it returns.
func results(method reflect.Value) string {
	var in []reflect.Value
	for p := range method.Type().Ins() {
		v := reflect.New(p).Elem()
		fill(v, len(in)+1)
		in = append(in, v)
	}
	call := method.Call
	if method.Type().IsVariadic() {
		call = method.CallSlice
	}
	s := ""
	for _, r := range call(in) {
		switch {
		case r.Kind() == reflect.Func:
			r = r.Call(nil)[0]
		case r.Kind() == reflect.Chan:
			r = reflect.ValueOf(r.Cap())
		case r.Kind() == reflect.Pointer:
			r = r.Elem()
		}
		s += fmt.Sprintf("%+v;", r)
	}
	return s
}

// fill sets v to something that depends on n.
func fill(v reflect.Value, n int) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(n%2 == 0)
	case reflect.String:
		v.SetString(fmt.Sprint("s", n))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(1), n)
	case reflect.Array:
		for i := range v.Len() {
			fillPart(v.Index(i), n+i)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fillPart(Field(v, i), n+i)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(n))
		}
	case reflect.Func:
		v.Set(reflect.MakeFunc(v.Type(), func(in []reflect.Value) []reflect.Value {
			out := make([]reflect.Value, v.Type().NumOut())
			for i := range out {
				out[i] = reflect.New(v.Type().Out(i)).Elem()
				fill(out[i], n+len(in))
			}
			return out
		}))
	case reflect.Chan:
		v.Set(reflect.MakeChan(reflect.ChanOf(reflect.BothDir, v.Type().Elem()), n).Convert(v.Type()))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.Complex64, reflect.Complex128:
		v.SetComplex(complex(float64(n), -1))
	default:
		v.Set(reflect.ValueOf(n).Convert(v.Type()))
	}
}

// fillPart is fill but for pointers, which are printed as addresses where they are
// parts of others.
func fillPart(v reflect.Value, n int) {
	if v.Kind() != reflect.Pointer {
		fill(v, n)
	}
}
