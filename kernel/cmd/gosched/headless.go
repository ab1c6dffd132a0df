package main

import (
	"context"

	"gosched/kernel/internal/front"
	"gosched/kernel/internal/scratch"
	"gosched/kernel/internal/sockets"
	"gosched/kernel/internal/wire"
)

// A headless is a kernel in this process, spoken to in memory; its worker is a
// child process as always.
//
// Its goroutine, started by startKernel, runs the front and is ended by close.
type headless struct {
	*sockets.Memory
	cancel context.CancelFunc
	ended  chan error // receives what Front.Run returned
}

func startKernel() *headless {
	ctx, cancel := context.WithCancel(context.Background())
	codec := wire.NewCodec(nil, "")
	k := &headless{Memory: sockets.NewMemory(codec), cancel: cancel, ended: make(chan error, 1)}
	own := scratch.New("")
	language, modules := goLanguage(own)
	f := front.New(front.Config{
		Sockets:  k.Memory,
		Codec:    codec,
		Language: language,
		Modules:  modules,
		Scratch:  own,
		Start:    startWorker,
		Version:  version,
	})
	go func() { k.ended <- f.Run(ctx) }()
	return k
}

// close ends the kernel and waits for it. What it still sends is of no interest.
func (k *headless) close() error {
	k.cancel()
	replies, iopub := k.Replies(), k.IOPub()
	for {
		select {
		case _, ok := <-replies:
			if !ok {
				replies = nil
			}
		case _, ok := <-iopub:
			if !ok {
				iopub = nil
			}
		case err := <-k.ended:
			return err
		}
	}
}
