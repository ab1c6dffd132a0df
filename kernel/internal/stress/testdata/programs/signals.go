// Signals to oneself, through channels and contexts.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func send(s syscall.Signal) { syscall.Kill(os.Getpid(), s) }

func main() {
	c := make(chan os.Signal, 4)
	signal.Notify(c, syscall.SIGUSR1, syscall.SIGUSR2)

	send(syscall.SIGUSR1)
	fmt.Println(<-c)
	send(syscall.SIGUSR2)
	fmt.Println(<-c)

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP)
	handled := make(chan string)
	go func() {
		<-ctx.Done()
		handled <- ctx.Err().Error()
	}()
	send(syscall.SIGHUP)
	fmt.Println(<-handled)
	stop()

	signal.Ignore(syscall.SIGHUP)
	fmt.Println(signal.Ignored(syscall.SIGHUP))
	signal.Reset(syscall.SIGHUP)
	fmt.Println(signal.Ignored(syscall.SIGHUP))

	signal.Stop(c)
	fmt.Println(len(c))
}
