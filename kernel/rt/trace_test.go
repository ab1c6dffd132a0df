package rt

import (
	"bytes"
	"fmt"
	"runtime/trace"
	"strings"
	"testing"
	"unsafe"

	reader "golang.org/x/exp/trace"
)

// TestGoidOffset holds that the number of a goroutine is found in its descriptor.
func TestGoidOffset(t *testing.T) {
	offset := goidOffset()
	if offset == 0 {
		t.Fatal("it is not found")
	}
	for range 10 {
		done := make(chan struct{})
		go func() {
			defer close(done)
			var want uint64
			if _, err := fmt.Sscanf(stackHeader(), "goroutine %d ", &want); err != nil {
				t.Error(err)
			}
			if got := *(*uint64)(unsafe.Add(getg(), offset)); got != want {
				t.Errorf("goroutine %d has the number %d", want, got)
			}
		}()
		<-done
	}
}

// TestIntroductions records goroutines that there were and that come, which both say
// who they are.
func TestIntroductions(t *testing.T) {
	c, cell := newCell()
	before, ready, stop := make(chan struct{}), make(chan struct{}), make(chan struct{})
	var trc bytes.Buffer
	c.Do(func() {
		Go(func() { close(before); <-stop }, "main.early", 3)
		<-before
		if err := trace.Start(&trc); err != nil {
			t.Error(err)
			return
		}
		Introduce()
		Go(func() { close(ready); <-stop }, "main.late", 4)
		<-ready
		close(stop)
		trace.Stop()
	})
	r, err := reader.NewReader(&trc)
	if err != nil {
		t.Fatal(err)
	}
	said := make(map[string]string) // number by the rest
	for {
		ev, err := r.ReadEvent()
		if err != nil {
			break
		}
		if ev.Kind() == reader.EventLog && ev.Log().Category == "gosched" {
			f := strings.SplitN(ev.Log().Message, " ", 5)
			said[f[4]] = f[1]
		}
	}
	early, late := fmt.Sprintf("%d 3 main.early", cell), fmt.Sprintf("%d 4 main.late", cell)
	if n := said[early]; n == "" || n == "0" || said[late] != "0" {
		t.Errorf("the goroutines said %v", said)
	}
}
