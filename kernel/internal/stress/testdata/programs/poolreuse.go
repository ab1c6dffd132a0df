// sync.Pool gives what was put or makes anew.
package main

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
)

var made atomic.Int64

var buffers = sync.Pool{New: func() any {
	made.Add(1)
	return new(bytes.Buffer)
}}

func render(i int) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	fmt.Fprintf(b, "<%d>", i)
	return b.String()
}

func main() {
	texts := make([]string, 300)
	var wg sync.WaitGroup
	for i := range texts {
		wg.Go(func() { texts[i] = render(i) })
	}
	wg.Wait()

	wrong := 0
	for i, s := range texts {
		if s != fmt.Sprintf("<%d>", i) {
			wrong++
		}
	}
	fmt.Println(wrong, made.Load() > 0, made.Load() <= 300)

	var empty sync.Pool
	fmt.Println(empty.Get())
}
