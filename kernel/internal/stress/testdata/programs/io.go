// Pipes, tees and copies between goroutines.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

type point struct{ X, Y int }

type slowReader struct{ r io.Reader }

func (s slowReader) Read(p []byte) (int, error) { return s.r.Read(p[:min(len(p), 3)]) }

func main() {
	r, w := io.Pipe()
	go func() {
		zw := gzip.NewWriter(w)
		for i := range 100 {
			fmt.Fprintln(zw, "line", i)
		}
		w.CloseWithError(zw.Close())
	}()
	zr, err := gzip.NewReader(r)
	lines := 0
	for s := bufio.NewScanner(zr); s.Scan(); lines++ {
	}
	fmt.Println(err, lines)

	r, w = io.Pipe()
	go func() {
		enc := json.NewEncoder(w)
		for i := range 5 {
			enc.Encode(point{i, i * i})
		}
		w.CloseWithError(errors.New("no more points"))
	}()
	dec := json.NewDecoder(r)
	for {
		var p point
		if err := dec.Decode(&p); err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(p)
	}

	var a, b bytes.Buffer
	n, err := io.Copy(io.MultiWriter(&a, &b), slowReader{strings.NewReader("some text to copy")})
	fmt.Println(n, err, a.String() == b.String())

	r, w = io.Pipe()
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() { fmt.Fprintf(w, "%s\n", strings.Repeat(fmt.Sprint(i), 5)) })
	}
	go func() { wg.Wait(); w.Close() }()
	all, _ := io.ReadAll(r)
	fmt.Println(len(all), bytes.Count(all, []byte("\n")))
	_, err = w.Write(nil)
	fmt.Println(err)
}
