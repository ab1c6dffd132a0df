package sockets

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"

	"gosched/kernel/internal/wire"
)

// endpointURL returns the address of a socket as ZeroMQ's clients write it.
func (k *kernel) endpointURL(name string) string {
	network, address := k.address(name)
	if network == "unix" {
		network = "ipc"
	}
	return network + "://" + address
}

// TestClients talks to each socket with zmq4's own client sockets.
func TestClients(t *testing.T) {
	for _, transport := range []string{"tcp", "ipc"} {
		t.Run(transport, func(t *testing.T) {
			conn := &wire.Connection{Transport: "tcp", IP: "127.0.0.1"}
			if transport == "ipc" {
				conn = ipcConnection(t)
			}
			testClients(t, newKernelOn(t, conn, Options{}))
		})
	}
}

func testClients(t *testing.T, k *kernel) {
	go k.echo()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	dial := func(s zmq4.Socket, name string) zmq4.Socket {
		t.Helper()
		if err := s.Dial(k.endpointURL(name)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	sub := dial(zmq4.NewSub(ctx), "iopub")
	if err := sub.SetOption(zmq4.OptionSubscribe, ""); err != nil {
		t.Fatal(err)
	}
	recv := func(s zmq4.Socket) [][]byte {
		t.Helper()
		msg, err := s.Recv()
		if err != nil {
			t.Fatal(err)
		}
		return msg.Frames
	}
	if frames := recv(sub); !strings.Contains(string(frames[3]), "iopub_welcome") {
		t.Errorf("first message on iopub is %s", frames)
	}
	for _, name := range []string{"shell", "control", "stdin"} {
		d := dial(zmq4.NewDealer(ctx, zmq4.WithID(zmq4.SocketIdentity("me"))), name)
		if err := d.SendMulti(zmq4.NewMsgFrom(request()...)); err != nil {
			t.Fatal(err)
		}
		if frames := recv(d); !strings.Contains(string(frames[2]), "execute_reply") {
			t.Errorf("%s: answer is %s", name, frames)
		}
	}
	hb := dial(zmq4.NewReq(ctx), "heartbeat")
	if err := hb.Send(zmq4.NewMsgString("beat")); err != nil {
		t.Fatal(err)
	}
	if frames := recv(hb); string(frames[0]) != "beat" {
		t.Errorf("heartbeat's answer is %q", frames)
	}
}

// TestIdentities sends to several clients at once; each gets its own.
func TestIdentities(t *testing.T) {
	k := newKernel(t, Options{})
	go k.echo()
	const clients, requests = 10, 50
	var all sync.WaitGroup
	for i := range clients {
		c := k.connect("shell", []string{"", fmt.Sprint("client ", i)}[i%2])
		all.Go(func() {
			client := wire.NewCodec(testKey, "")
			for range requests {
				m := client.New(nil, wire.KernelInfoRequest{})
				c.send(append([][]byte{{}, []byte("hop")}, client.Encode(m)...)...)
				frames, err := c.recv()
				if err != nil {
					t.Error(err)
					return
				}
				reply, err := wire.NewCodec(testKey, "").Decode(wire.Shell, frames)
				if err != nil || string(reply.Parent) != string(m.RawHeader()) || fmt.Sprintf("%s", reply.Identities) != "[ hop]" {
					t.Errorf("answer is %q: %v", frames, err)
				}
			}
		})
	}
	all.Wait()
}

func TestSendToGone(t *testing.T) {
	k := newKernel(t, Options{})
	c := k.connect("shell", "me")
	c.send(request()...)
	m := <-k.Recv()
	c.Close()
	eventually(t, "peer gone", func() bool { return k.endpoints[0].count() == 0 })
	if err := k.Send(k.codec.New(m, wire.ExecuteReply{})); !errors.Is(err, ErrGone) {
		t.Errorf("got %v, want %v", err, ErrGone)
	}
}

// TestSendNeverWaits queues replies for a client that does not read (row 10).
func TestSendNeverWaits(t *testing.T) {
	k := newKernel(t, Options{QueueBytes: 1 << 10})
	c := k.connect("shell", "me")
	c.send(request()...)
	m := <-k.Recv()
	const n = 200
	text := wire.TextBundle(strings.Repeat("x", 100_000))
	for range n {
		if err := k.Send(k.codec.New(m, wire.InspectReply{Data: text})); err != nil {
			t.Fatal(err)
		}
	}
	go func() {
		for m := range k.Recv() {
			k.Send(k.codec.New(m, wire.ExecuteReply{}))
		}
	}()
	checkServed(t, k)
	for range n {
		c.mustRecv(k)
	}
}

// TestCloseSends queues messages and closes at once: all of them arrive, and
// then the end (row 6).
func TestCloseSends(t *testing.T) {
	k := newKernel(t, Options{})
	sub := k.subscribe("")
	shell := k.connect("shell", "me")
	shell.send(request()...)
	m := <-k.Recv()
	const n = 5000
	for i := range n {
		if err := k.PublishNow(k.stream(i, "text")); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Send(k.codec.New(m, wire.ShutdownReply{})); err != nil {
		t.Fatal(err)
	}
	received := make(chan bool)
	go func() {
		defer close(received)
		for i := range n {
			sub.expectStream(k, i)
		}
		shell.mustRecv(k)
		for _, c := range []*raw{sub, shell} {
			if !c.isCut() {
				t.Error("a connection was not closed")
			}
			c.Close()
		}
	}()
	if err := k.Close(t.Context()); err != nil {
		t.Error(err)
	}
	<-received
	if _, ok := <-k.Recv(); ok {
		t.Error("Recv is not closed")
	}
	for what, err := range map[string]error{
		"Send":       k.Send(k.codec.New(m, wire.ShutdownReply{})),
		"Publish":    k.Publish(t.Context(), k.stream(0, "")),
		"PublishNow": k.PublishNow(k.stream(0, "")),
	} {
		if !errors.Is(err, ErrClosed) {
			t.Errorf("%s after Close: %v, want %v", what, err, ErrClosed)
		}
	}
	if err := k.Close(t.Context()); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

// TestCloseGivesUp closes while a client does not read, another is in its
// handshake, a third sends what nobody receives, and a producer waits.
func TestCloseGivesUp(t *testing.T) {
	k := newKernel(t, Options{QueueBytes: 1 << 10})
	k.subscribe("")
	k.dial("control")
	busy := k.connect("shell", "")
	go func() {
		for range 1000 {
			busy.send(request()...)
		}
	}()
	text := strings.Repeat("x", 1<<20)
	for i := 0; k.endpoints[1].unsent() < 20<<20; i++ {
		k.PublishNow(k.stream(i, text))
	}
	waiting := make(chan error, 1)
	go func() { waiting <- k.Publish(t.Context(), k.stream(0, text)) }()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := k.Close(ctx); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "closing iopub") {
		t.Errorf("got %v, want one that says what was not sent", err)
	}
	if err := <-waiting; !errors.Is(err, ErrClosed) {
		t.Errorf("waiting Publish: %v, want %v", err, ErrClosed)
	}
	checkNoGoroutines(t)
}

// TestCloseTwiceAtOnce closes from several goroutines; none returns early.
func TestCloseTwiceAtOnce(t *testing.T) {
	k := newKernel(t, Options{})
	k.subscribe("")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := k.Close(t.Context()); err != nil {
				t.Error(err)
			}
			select {
			case <-k.Recv():
			default:
				t.Error("Close has returned, but Recv is not closed")
			}
		})
	}
	all.Wait()
}
