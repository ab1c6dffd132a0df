package unique

import "sync"

type Handle[T comparable] struct {
	value *T
}

func (h Handle[T]) Value() T { return *h.value }

// A key keeps equal values of different types apart.
type key[T comparable] struct{ value T }

var handles sync.Map // key to pointer

func Make[T comparable](value T) Handle[T] {
	p, ok := handles.Load(key[T]{value})
	if !ok {
		p, _ = handles.LoadOrStore(key[T]{value}, &value)
	}
	return Handle[T]{p.(*T)}
}
