package sockets

import (
	"fmt"
	"strings"
	"testing"

	"gosched/kernel/internal/wire"
)

// BenchmarkExecute is a cell of `1` with nothing behind it, from the request to
// the later of reply and idle, over TCP and over Unix sockets.
func BenchmarkExecute(b *testing.B) {
	for _, transport := range []string{"tcp", "ipc"} {
		b.Run(transport, func(b *testing.B) {
			conn := &wire.Connection{Transport: "tcp", IP: "127.0.0.1"}
			if transport == "ipc" {
				conn = ipcConnection(b)
			}
			k := newKernelOn(b, conn, Options{})
			go k.execute()
			sub, shell := k.subscribe(""), k.connect("shell", "")
			client := wire.NewCodec(testKey, "")
			for b.Loop() {
				shell.send(client.Encode(client.New(nil, wire.ExecuteRequest{Code: "1"}))...)
				if _, err := shell.recv(); err != nil {
					b.Fatal(err)
				}
				for range 4 {
					if _, err := sub.recv(); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// execute answers each request as a kernel answers a cell of `1`.
func (k *kernel) execute() {
	for m := range k.Recv() {
		k.PublishNow(k.codec.New(m, wire.Status{State: "busy"}))
		k.PublishNow(k.codec.New(m, wire.ExecuteInput{Code: "1", ExecutionCount: 1}))
		k.PublishNow(k.codec.New(m, wire.ExecuteResult{ExecutionCount: 1, Data: wire.TextBundle("1")}))
		k.Send(k.codec.New(m, wire.ExecuteReply{ExecutionCount: 1}))
		k.PublishNow(k.codec.New(m, wire.Status{State: "idle"}))
	}
}

// BenchmarkPublish is one message to each of several subscribers that read it.
func BenchmarkPublish(b *testing.B) {
	for _, subscribers := range []int{1, 4} {
		for _, size := range []int{100, 64 << 10} {
			b.Run(fmt.Sprintf("subscribers=%d/size=%d", subscribers, size), func(b *testing.B) {
				k := newKernel(b, Options{})
				done := make(chan error)
				for range subscribers {
					c := k.subscribe("")
					go func() {
						for {
							frames, err := c.recv()
							if err != nil || strings.Contains(string(frames[len(frames)-1]), "idle") {
								done <- err
								return
							}
						}
					}()
				}
				m := wire.Stream{Name: "stdout", Text: strings.Repeat("x", size)}
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					if err := k.Publish(b.Context(), k.codec.New(nil, m)); err != nil {
						b.Fatal(err)
					}
				}
				k.PublishNow(k.codec.New(nil, wire.Status{State: "idle"}))
				for range subscribers {
					if err := <-done; err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
