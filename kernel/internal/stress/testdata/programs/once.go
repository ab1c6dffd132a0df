// What is to happen once happens once, and before anybody goes on.
package main

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

type config struct {
	once  sync.Once
	value map[string]int
	loads atomic.Int32
}

func (c *config) get(k string) int {
	c.once.Do(func() {
		c.loads.Add(1)
		c.value = map[string]int{"a": 1, "b": 2}
	})
	return c.value[k]
}

func main() {
	var c config
	var wg sync.WaitGroup
	var sum atomic.Int64
	for range 40 {
		wg.Go(func() { sum.Add(int64(c.get("a") + c.get("b"))) })
	}
	wg.Wait()
	fmt.Println(sum.Load(), c.loads.Load())

	var o sync.Once
	for i := range 3 {
		func() {
			defer func() { fmt.Println("try", i, recover()) }()
			o.Do(func() { panic("fails once") })
		}()
	}

	calls := 0
	value := sync.OnceValues(func() (int, error) { calls++; return 42, errors.New("almost") })
	for range 5 {
		value()
	}
	v, err := value()
	fmt.Println(v, err, calls)

	bad := sync.OnceFunc(func() { panic("again") })
	for range 2 {
		func() {
			defer func() { fmt.Println(recover()) }()
			bad()
		}()
	}
}
