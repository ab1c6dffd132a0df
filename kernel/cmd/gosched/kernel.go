package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"gosched/kernel/internal/front"
	"gosched/kernel/internal/history"
	"gosched/kernel/internal/module"
	"gosched/kernel/internal/scratch"
	"gosched/kernel/internal/sockets"
	"gosched/kernel/internal/supervisor"
	"gosched/kernel/internal/wire"
)

var kernelCommand = &command{
	name:  "kernel",
	short: "run the kernel (Jupyter does this)",
	long: `
Kernel serves the clients of a connection file until one of them asks it to shut
down, or until the program that started it has ended. It logs to standard error.`,
	setup: func(fs *flag.FlagSet) func([]string) error {
		file := fs.String("f", "", "connection `file`, written by Jupyter")
		return func(args []string) error {
			if err := noArgs(args); err != nil {
				return err
			}
			if *file == "" {
				return errors.New("needs a connection file: -f FILE")
			}
			return serve(*file)
		}
	},
}

// serve runs the kernel of a connection file. The front hands each message from
// goroutine to goroutine and computes little, so one processor serves it faster
// than several, which wake each other's threads. The worker has all of them.
func serve(file string) error {
	runtime.GOMAXPROCS(1)
	conn, err := wire.ReadConnection(file)
	if err != nil {
		return err
	}
	codec := wire.NewCodec([]byte(conn.Key), "")
	logger := log.New(os.Stderr, "gosched: ", log.LstdFlags)
	zmq, err := sockets.Listen(conn, codec, logger.Printf)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	own := scratch.New("")
	language, modules := goLanguage(own)
	f := front.New(front.Config{
		Sockets:    zmq,
		Codec:      codec,
		Language:   language,
		Modules:    modules,
		Scratch:    own,
		Start:      startWorker,
		History:    userHistory(logger),
		Connection: conn,
		Version:    version,
		Logf:       logger.Printf,
	})
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	ctx, unwatch := withParent(ctx)
	defer unwatch()
	forget := onInterrupt(f.Interrupt)
	defer forget()
	return f.Run(ctx)
}

func startWorker(context.Context) (front.Worker, error) {
	w, err := supervisor.Start(supervisor.Options{})
	if err != nil {
		return nil, err
	}
	return w, nil
}

// goLanguage returns Go with an empty session, and what its cells import, for a kernel
// with that directory.
func goLanguage(own *scratch.Dir) (front.Language, *module.Importer) {
	modules := module.NewImporter(own.Sub("module"))
	return front.NewGo(modules), modules
}

func userHistory(logger *log.Logger) *history.History {
	path, err := history.DefaultPath()
	if err != nil {
		logger.Printf("history is not kept: %v", err)
		path = ""
	}
	return history.New(path)
}

// onInterrupt calls f at each SIGINT. A kernel started as a background job
// inherits the signal ignored, and has to ask for it. The goroutine blocks on the
// signal and is ended by stop.
func onInterrupt(f func()) (stop func()) {
	c := make(chan os.Signal, 1)
	ended := make(chan struct{})
	signal.Notify(c, os.Interrupt)
	go func() {
		defer close(ended)
		for range c {
			f()
		}
	}()
	return func() {
		signal.Stop(c)
		close(c)
		<-ended
	}
}
