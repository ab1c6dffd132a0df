package record

import (
	"io"
	"runtime/trace"
	"sync"
	"time"
)

// price is what it takes to record an event, in picoseconds: what a game of ping-pong
// takes longer when it is recorded, shared out among its events. It is found out once,
// in a few milliseconds.
var price = sync.OnceValue(func() int64 {
	const (
		rounds = 500
		events = 6 * rounds // two goroutines block, are woken and start in each round
	)
	plain, recorded := time.Hour, time.Hour
	for range 3 {
		plain = min(plain, pingpong(rounds))
		if trace.Start(io.Discard) != nil {
			return 0
		}
		recorded = min(recorded, pingpong(rounds))
		trace.Stop()
	}
	return max(0, int64(recorded-plain)*1000/events)
})

// pingpong returns how long two goroutines take to pass a ball to and fro so many
// times.
func pingpong(rounds int) time.Duration {
	there, back := make(chan int), make(chan int)
	go func() {
		for ball := range there {
			back <- ball
		}
		close(back)
	}()
	start := time.Now()
	for i := range rounds {
		there <- i
		<-back
	}
	took := time.Since(start)
	close(there)
	<-back
	return took
}
