package rt

import (
	"reflect"
	"testing"
	"unsafe"
)

// chanOf returns a channel and memory for its elements as this package takes them.
func chanOf[T any](ch chan T) (unsafe.Pointer, *T) {
	return reflect.ValueOf(ch).UnsafePointer(), new(T)
}

// TestSelectIsFair performs selects of which some cases are always ready: each
// of these must be chosen about as often, in whatever place it stands.
func TestSelectIsFair(t *testing.T) {
	for _, size := range []int{2, 3, 4, few, few + 1, 20} {
		const rounds = 3000
		never, _ := chanOf(make(chan int))
		always, elem := chanOf(make(chan int, rounds))
		cases := make([]Case, size)
		for i := range cases {
			cases[i] = Case{Dir: reflect.SelectRecv, Chan: never}
		}
		ready := []int{0, size - 1}
		if size > 3 {
			ready = append(ready, 1)
		}
		for _, i := range ready {
			cases[i] = Case{Dir: reflect.SelectSend, Chan: always, Elem: unsafe.Pointer(elem)}
		}
		count := make([]int, size)
		for range rounds {
			i, _ := Select(Current(), cases)
			count[i]++
		}
		for _, i := range ready {
			if n := count[i]; n < rounds/len(ready)*8/10 {
				t.Errorf("of %d cases, %v ready, the %dth was chosen %d of %d times: %v", size, ready, i, n, rounds, count)
			}
		}
	}
}

// TestSelectDefault takes the default only if nothing else can be done, and
// receives zero from a closed channel.
func TestSelectDefault(t *testing.T) {
	for size := range 12 {
		ch := make(chan string, 1)
		c, elem := chanOf(ch)
		cases := []Case{{Dir: reflect.SelectDefault}}
		for range size {
			cases = append(cases, Case{Dir: reflect.SelectRecv, Chan: c, Elem: unsafe.Pointer(elem)})
		}
		if i, ok := Select(Current(), cases); i != 0 || ok {
			t.Errorf("%d cases: chose %d, %t; not the default", size, i, ok)
		}
		if size == 0 {
			continue
		}
		ch <- "x"
		if i, ok := Select(Current(), cases); i == 0 || !ok || *elem != "x" {
			t.Errorf("%d cases: chose %d, %t, received %q", size, i, ok, *elem)
		}
		close(ch)
		if i, ok := Select(Current(), cases); i == 0 || ok || *elem != "" {
			t.Errorf("%d cases: chose %d, %t, received %q from a closed channel", size, i, ok, *elem)
		}
	}
}

// TestTokenIsSomewhere moves a token between two channels so that one of them
// has it at any time. A select of both must never take its default.
func TestTokenIsSomewhere(t *testing.T) {
	a, b := make(chan int, 2), make(chan int, 2)
	a <- 1
	stop, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for from, to := a, b; ; from, to = to, from {
			select {
			case <-stop:
				return
			default:
			}
			to <- 1
			<-from
		}
	}()
	ca, _ := chanOf(a)
	cb, _ := chanOf(b)
	for range 20_000 {
		cases := []Case{{Dir: reflect.SelectRecv, Chan: ca}, {Dir: reflect.SelectDefault}, {Dir: reflect.SelectRecv, Chan: cb}}
		i, ok := Select(Current(), cases)
		if i == 1 || !ok {
			t.Fatal("took the default while a value was there")
		}
		[]chan int{a, nil, b}[i] <- 1
	}
	close(stop)
	<-stopped
}
