package iter

type (
	Seq[V any]     func(yield func(V) bool)
	Seq2[K, V any] func(yield func(K, V) bool)
)

// A turn is what the sequence's goroutine hands to next.
type turn[K, V any] struct {
	k        K
	v        V
	ok       bool
	panicked bool
	cause    any
}

func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	pairs := func(yield func(V, struct{}) bool) {
		seq(func(v V) bool { return yield(v, struct{}{}) })
	}
	next2, stop := Pull2(pairs)
	return func() (V, bool) {
		v, _, ok := next2()
		return v, ok
	}, stop
}

func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var (
		resume        = make(chan bool)
		turns         = make(chan turn[K, V])
		started, done bool
	)
	run := func() {
		last := turn[K, V]{panicked: true}
		defer func() {
			if last.panicked {
				last.cause = recover()
			}
			turns <- last
		}()
		seq(func(k K, v V) bool {
			if done {
				return false
			}
			turns <- turn[K, V]{k: k, v: v, ok: true}
			return <-resume
		})
		last.panicked = false
	}
	wake := func(more bool) turn[K, V] {
		if started {
			resume <- more
		} else {
			started = true
			go run()
		}
		t := <-turns
		if !t.ok {
			done = true
		}
		if t.panicked {
			panic(t.cause)
		}
		return t
	}
	next = func() (k K, v V, ok bool) {
		if done {
			return
		}
		t := wake(true)
		return t.k, t.v, t.ok
	}
	stop = func() {
		if done {
			return
		}
		done = true
		if started {
			wake(false)
		}
	}
	return next, stop
}
