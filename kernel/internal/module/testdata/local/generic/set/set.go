package set

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// A Set is a set.
type Set[T comparable] map[T]struct{}

type Collection[T any] interface {
	Len() int
	All() iter.Seq[T]
}

func Of[T comparable](list ...T) Set[T] {
	s := make(Set[T])
	for _, x := range list {
		s[x] = struct{}{}
	}
	return s
}

func (s Set[T]) Len() int         { return len(s) }
func (s Set[T]) Has(x T) bool     { _, ok := s[x]; return ok }
func (s Set[T]) All() iter.Seq[T] { return maps.Keys(s) }

func (s Set[T]) Sorted() []string {
	var list []string
	for x := range s {
		list = append(list, fmt.Sprint(x))
	}
	slices.Sort(list)
	return list
}

func Map[T, U comparable](s Set[T], f func(T) U) Set[U] {
	out := Of[U]()
	for x := range s {
		out[f(x)] = struct{}{}
	}
	return out
}

func Largest[T cmp.Ordered](s Set[T]) T { return slices.Max(slices.Collect(s.All())) }

// Missing says what is not there.
type Missing[K any] struct{ Key K }

func (m *Missing[K]) Error() string { return fmt.Sprintf("no key %v", m.Key) }

type node[K cmp.Ordered, V any] struct {
	key         K
	value       V
	left, right *node[K, V]
}

type Tree[K cmp.Ordered, V any] struct{ root *node[K, V] }

func (t *Tree[K, V]) find(k K) **node[K, V] {
	p := &t.root
	for *p != nil && (*p).key != k {
		if k < (*p).key {
			p = &(*p).left
		} else {
			p = &(*p).right
		}
	}
	return p
}

func (t *Tree[K, V]) Put(k K, v V) { *t.find(k) = &node[K, V]{key: k, value: v} }

func (t *Tree[K, V]) Get(k K) (V, error) {
	if n := *t.find(k); n != nil {
		return n.value, nil
	}
	var zero V
	return zero, &Missing[K]{k}
}

func (t *Tree[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) { t.root.walk(yield) }
}

func (n *node[K, V]) walk(yield func(K, V) bool) bool {
	return n == nil || n.left.walk(yield) && yield(n.key, n.value) && n.right.walk(yield)
}
