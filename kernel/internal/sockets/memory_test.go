package sockets

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gosched/kernel/internal/wire"
)

var _ = []Sockets{(*ZMQ)(nil), (*Memory)(nil)}

func TestMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		codec := wire.NewCodec(nil, "")
		m := NewMemory(codec)
		go func() {
			for msg := range m.Recv() {
				m.PublishNow(codec.New(msg, wire.Status{State: "busy"}))
				if msg.Channel == wire.Shell {
					m.Send(codec.New(msg, wire.InputRequest{Prompt: "?"}))
				} else {
					m.Send(codec.New(msg, wire.InterruptReply{}))
				}
				m.PublishNow(codec.New(msg, wire.Status{State: "idle"}))
			}
		}()
		request, err := m.SendShell(wire.ExecuteRequest{Code: "1"})
		if err != nil {
			t.Fatal(err)
		}
		input := <-m.Replies()
		if input.Header.Type != "input_request" || string(input.Parent) != string(request.RawHeader()) {
			t.Errorf("got %s in answer to %s", input.Header.Type, input.Parent)
		}
		if err := m.SendStdin(input, wire.InputReply{Value: "x"}); err != nil {
			t.Fatal(err)
		}
		if _, err := m.SendControl(wire.InterruptRequest{}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			<-m.Replies()
		}
		for i := range 6 {
			want := []string{"busy", "idle"}[i%2]
			if got := <-m.IOPub(); !strings.Contains(string(got.Content), want) {
				t.Errorf("status %d is %s, want %s", i, got.Content, want)
			}
		}
		if err := m.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if _, err := m.SendShell(wire.KernelInfoRequest{}); !errors.Is(err, ErrClosed) {
			t.Errorf("after Close: %v, want %v", err, ErrClosed)
		}
		if _, ok := <-m.IOPub(); ok {
			t.Error("IOPub is not closed")
		}
	})
}

// TestMemoryWaits publishes more than the client takes: Publish waits, PublishNow
// does not, and the order is kept.
func TestMemoryWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		codec := wire.NewCodec(nil, "")
		m := newMemory(codec, Options{QueueBytes: 4 << 10}.orDefaults())
		text := func(i int) *wire.Message {
			return codec.New(nil, wire.Stream{Name: "stdout", Text: fmt.Sprint(i)})
		}
		const n = 100
		published := 0
		go func() {
			for i := range n {
				if err := m.Publish(t.Context(), text(i)); err != nil {
					t.Error(err)
				}
				published++
			}
		}()
		synctest.Wait()
		if published == 0 || published == n {
			t.Fatalf("%d of %d published before the client takes any", published, n)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := m.Publish(ctx, text(-1)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
		}
		if err := m.PublishNow(text(-2)); err != nil {
			t.Error(err)
		}
		next := 0
		for range n + 1 {
			msg := <-m.IOPub()
			if strings.Contains(string(msg.Content), `"-2"`) {
				continue
			}
			if want := fmt.Sprintf(`"%d"`, next); !strings.Contains(string(msg.Content), want) {
				t.Fatalf("got %s, want %s", msg.Content, want)
			}
			next++
		}
		if err := m.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// TestMemoryClose closes on a client that takes nothing and one that waits to send.
func TestMemoryClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		codec := wire.NewCodec(nil, "")
		m := NewMemory(codec)
		for range 3 {
			m.PublishNow(codec.New(nil, wire.Status{State: "idle"}))
		}
		sending := make(chan error)
		go func() {
			for {
				if _, err := m.SendShell(wire.KernelInfoRequest{}); err != nil {
					sending <- err
					return
				}
			}
		}()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		closed := make(chan error)
		go func() { closed <- m.Close(ctx) }()
		if err := <-sending; !errors.Is(err, ErrClosed) {
			t.Errorf("waiting client: %v, want %v", err, ErrClosed)
		}
		if err := <-closed; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Close: %v, want %v", err, context.DeadlineExceeded)
		}
		if err := m.Send(codec.New(nil, wire.InterruptReply{})); !errors.Is(err, errNoIdentity) {
			t.Errorf("got %v, want %v", err, errNoIdentity)
		}
	})
}
