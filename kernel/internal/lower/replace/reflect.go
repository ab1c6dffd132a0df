package reflect

type Value struct{}

func (v Value) IsValid() bool
func (v Value) Interface() any

type ValueError struct {
	Method string
	Kind   uint
}

func (e *ValueError) Error() string

func TypeAssert[T any](v Value) (T, bool) {
	if !v.IsValid() {
		panic(&ValueError{Method: "reflect.TypeAssert"})
	}
	t, ok := v.Interface().(T)
	return t, ok
}

type Type interface {
	Elem() Type
}

func TypeOf(v any) Type

func TypeFor[T any]() Type {
	return TypeOf((*T)(nil)).Elem()
}
