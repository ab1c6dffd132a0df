// Cancelling a node of a tree of contexts ends what is below, and nothing else.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

type key int

func path(ctx context.Context) (s string) {
	for k := range key(3) {
		if v := ctx.Value(k); v != nil {
			s += fmt.Sprint("/", v)
		}
	}
	return s
}

func state(name string, ctx context.Context) {
	fmt.Printf("%s %s %v %v\n", name, path(ctx), ctx.Err(), context.Cause(ctx))
}

func main() {
	root, cancelRoot := context.WithCancel(context.WithValue(context.Background(), key(0), "trunk"))
	left, cancelLeft := context.WithCancelCause(context.WithValue(root, key(1), "left"))
	right, cancelRight := context.WithTimeout(context.WithValue(root, key(1), "right"), time.Hour)
	leaf, cancelLeaf := context.WithDeadline(context.WithValue(left, key(2), "leaf"), time.Now().Add(time.Hour))

	ended := make(chan string)
	for name, ctx := range map[string]context.Context{"leaf": leaf, "right": right} {
		context.AfterFunc(ctx, func() { ended <- name })
	}

	cancelLeft(errors.New("pruned"))
	fmt.Println(<-ended, "has ended")
	state("trunk", root)
	state("left", left)
	state("leaf", leaf)
	state("right", right)

	cancelRoot()
	fmt.Println(<-ended, "has ended")
	state("right", right)

	free := context.WithoutCancel(leaf)
	state("free", free)

	short, cancelShort := context.WithTimeoutCause(free, time.Millisecond, errors.New("too slow"))
	<-short.Done()
	state("short", short)

	for _, cancel := range []func(){cancelRight, cancelLeaf, cancelShort} {
		cancel()
	}
}
