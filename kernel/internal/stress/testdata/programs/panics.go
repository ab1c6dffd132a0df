// Panics in goroutines are caught there; Goexit runs deferred calls and ends only one.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
)

type failure struct{ code int }

func (f *failure) Error() string { return fmt.Sprint("failure ", f.code) }

func guarded(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = r
		default:
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}

func main() {
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			errs[i] = guarded(func() {
				switch i {
				case 1:
					panic("text")
				case 2:
					panic(&failure{i})
				case 3:
					var m map[string]int
					m["a"]++
				case 4:
					var p *failure
					p.code = i
				case 5:
					var x any = i
					_ = x.(string)
				case 6:
					_ = 1 / (i - 6)
				}
			})
		})
	}
	wg.Wait()
	for i, err := range errs {
		var f *failure
		fmt.Println(i, err, errors.As(err, &f))
	}

	log := make(chan string, 10)
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { log <- fmt.Sprint("recovered ", recover()) }()
		func() {
			defer func() { log <- "inner" }()
			runtime.Goexit()
		}()
		log <- "never"
	}()
	<-done
	close(log)
	for s := range log {
		fmt.Println(s)
	}

	var mu sync.Mutex
	err := guarded(func() {
		mu.Lock()
		defer mu.Unlock()
		panic("with the lock held")
	})
	fmt.Println(err, mu.TryLock())

	err = guarded(func() {
		defer func() { panic(fmt.Sprint("second after ", recover())) }()
		panic("first")
	})
	fmt.Println(err)

	err = guarded(func() {
		wg := sync.WaitGroup{}
		wg.Done()
	})
	fmt.Println(err)
}
