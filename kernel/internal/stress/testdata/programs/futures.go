// Futures: started at once, awaited later, chained and combined.
package main

import (
	"errors"
	"fmt"
)

type future[T any] struct {
	done chan struct{}
	v    T
	err  error
}

func async[T any](f func() (T, error)) *future[T] {
	fu := &future[T]{done: make(chan struct{})}
	go func() {
		defer close(fu.done)
		defer func() {
			if r := recover(); r != nil {
				fu.err = fmt.Errorf("panicked: %v", r)
			}
		}()
		fu.v, fu.err = f()
	}()
	return fu
}

func (f *future[T]) await() (T, error) {
	<-f.done
	return f.v, f.err
}

func then[T, U any](f *future[T], g func(T) (U, error)) *future[U] {
	return async(func() (u U, err error) {
		v, err := f.await()
		if err != nil {
			return u, err
		}
		return g(v)
	})
}

func all[T any](fs ...*future[T]) *future[[]T] {
	return async(func() ([]T, error) {
		var list []T
		var errs error
		for _, f := range fs {
			v, err := f.await()
			list = append(list, v)
			errs = errors.Join(errs, err)
		}
		return list, errs
	})
}

func main() {
	var fs []*future[int]
	for i := range 5 {
		fs = append(fs, async(func() (int, error) { return i * i, nil }))
	}
	fmt.Println(all(fs...).await())

	text := then(fs[4], func(n int) (string, error) { return fmt.Sprint("n=", n), nil })
	length := then(text, func(s string) (int, error) { return len(s), nil })
	fmt.Println(text.await())
	fmt.Println(length.await())

	bad := async(func() (int, error) { return 0, errors.New("no luck") })
	fmt.Println(then(bad, func(int) (int, error) { panic("not called") }).await())
	broken := async(func() (int, error) { var p *int; return *p, nil })
	fmt.Println(broken.await())
	_, err := all(fs[1], bad, fs[2], broken).await()
	fmt.Println(err)
}
