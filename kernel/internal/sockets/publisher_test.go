package sockets

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"gosched/kernel/internal/wire"
)

// subscribe connects a subscriber and takes its welcome.
func (k *kernel) subscribe(topic string) *raw {
	k.t.Helper()
	c := k.connect("iopub", "")
	c.send([]byte("\x01" + topic))
	c.expectWelcome(k, topic)
	return c
}

func (c *raw) expectWelcome(k *kernel, topic string) {
	c.t.Helper()
	m := c.mustRecv(k)
	var want = fmt.Sprintf("iopub_welcome %q {} {%q:%q}", topic, "subscription", topic)
	if got := fmt.Sprintf("%s %q %s %s", m.Header.Type, m.Identities[0], m.Parent, m.Content); got != want {
		c.t.Errorf("got %s, want %s", got, want)
	}
	if m.Header.Session != k.codec.Session() {
		c.t.Errorf("welcome has session %q, want the kernel's, %q", m.Header.Session, k.codec.Session())
	}
}

func (k *kernel) stream(i int, text string) *wire.Message {
	return k.codec.New(nil, wire.Stream{Name: "stdout", Text: fmt.Sprintf("%d %s", i, text)})
}

// expectStream reads a stream message and checks its number.
func (c *raw) expectStream(k *kernel, i int) {
	c.t.Helper()
	m := c.mustRecv(k)
	if want := fmt.Sprintf(`{"name":"stdout","text":"%d `, i); !strings.HasPrefix(string(m.Content), want) {
		c.t.Fatalf("got %s %.40s, want number %d", m.Header.Type, m.Content, i)
	}
}

// TestWelcome subscribes in all ways: each is welcomed that has a text for a
// topic (row 7).
func TestWelcome(t *testing.T) {
	k := newKernel(t, Options{})
	c := k.subscribe("")
	for _, topic := range []string{"stream.", "stream.", "", "世界"} {
		c.send([]byte("\x01" + topic))
		c.expectWelcome(k, topic)
	}
	c.send([]byte("\x01\xff"))
	c.send([]byte("\x00stream."))
	c.send([]byte("\x01last"))
	c.expectWelcome(k, "last")
}

func TestTopics(t *testing.T) {
	k := newKernel(t, Options{})
	c := k.subscribe("stream.")
	others := k.subscribe("kernel.")
	publish := func(content wire.Content) {
		if err := k.Publish(t.Context(), k.codec.New(nil, content)); err != nil {
			t.Fatal(err)
		}
	}
	publish(wire.Status{State: "busy"})
	publish(wire.Stream{Name: "stdout", Text: "0 "})
	c.expectStream(k, 0)
	c.send([]byte("\x00stream."))
	c.send([]byte("\x01kernel."))
	c.expectWelcome(k, "kernel.")
	publish(wire.Stream{Name: "stdout", Text: "1 "})
	publish(wire.Status{State: "idle"})
	for i, want := range []string{"busy", "idle"} {
		if m := others.mustRecv(k); !strings.Contains(string(m.Content), want) {
			t.Errorf("other subscriber's message %d is %s, want %s", i, m.Content, want)
		}
	}
	if m := c.mustRecv(k); !strings.Contains(string(m.Content), "idle") {
		t.Errorf("message after unsubscribing is %s", m.Content)
	}
	for i := range maxTopics + 1 {
		c.send(fmt.Appendf(nil, "\x01%d", i))
	}
	if !c.isCut() {
		t.Error("a subscriber of too many topics was kept")
	}
}

// TestPausedReader publishes 20,000 messages to a subscriber that begins to read
// only when the producer has had to wait for it: all arrive, in order (row 5).
func TestPausedReader(t *testing.T) {
	k := newKernel(t, Options{})
	c := k.subscribe("")
	const n = 20_000
	text := strings.Repeat("x", 2000)
	produced := make(chan error, 1)
	go func() {
		for i := range n {
			if err := k.Publish(t.Context(), k.stream(i, text)); err != nil {
				produced <- err
				return
			}
		}
		produced <- k.PublishNow(k.codec.New(nil, wire.Status{State: "idle"}))
	}()
	eventually(t, "a full queue", func() bool { return k.endpoints[1].unsent() >= 8<<20 })
	select {
	case err := <-produced:
		t.Fatalf("the producer did not wait: %v", err)
	default:
	}
	for i := range n {
		c.expectStream(k, i)
	}
	if m := c.mustRecv(k); !strings.Contains(string(m.Content), "idle") {
		t.Errorf("last message is %s", m.Content)
	}
	if err := <-produced; err != nil {
		t.Error(err)
	}
}

// TestStalledReader has one subscriber that stops reading and one that does not
// (row 4): PublishNow and replies go on, Publish goes on when the stalled one has
// been dropped, and the other has missed nothing.
func TestStalledReader(t *testing.T) {
	k := newKernel(t, Options{Stall: 500 * time.Millisecond, QueueBytes: 1 << 20})
	go k.echo()
	stalled, healthy := k.subscribe(""), k.subscribe("")
	const n = 200
	text := strings.Repeat("x", 100_000)
	produced := make(chan error, 1)
	full := make(chan bool)
	go func() {
		for i := range n {
			if i == n/2 {
				<-full // by now, the stalled one's queue and buffers are
			}
			if err := k.Publish(t.Context(), k.stream(i, text)); err != nil {
				produced <- err
				return
			}
		}
		produced <- nil
	}()
	go func() {
		defer close(full)
		for k.endpoints[1].unsent() < 1<<20 && !strings.Contains(k.logged(), "has taken nothing") {
			time.Sleep(time.Millisecond)
		}
		// Neither of these waits, whether the queue is full or not.
		shell := k.connect("shell", "")
		shell.send(request()...)
		shell.mustRecv(k)
	}()
	for i := range n {
		healthy.expectStream(k, i)
	}
	if err := <-produced; err != nil {
		t.Error(err)
	}
	if !stalled.isCut() {
		t.Error("the stalled subscriber was kept")
	}
	if got := k.logged(); !strings.Contains(got, "has taken nothing for 500ms") {
		t.Errorf("log is %q", got)
	}
}

// TestPublishNowNeverWaits fills a subscriber's queue far beyond its limit.
func TestPublishNowNeverWaits(t *testing.T) {
	k := newKernel(t, Options{QueueBytes: 1 << 10})
	c := k.subscribe("")
	const n = 500
	text := strings.Repeat("x", 100_000)
	for i := range n {
		if err := k.PublishNow(k.stream(i, text)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		c.expectStream(k, i)
	}
}

func TestPublishIsCancelled(t *testing.T) {
	k := newKernel(t, Options{QueueBytes: 1 << 10})
	c := k.subscribe("")
	text := strings.Repeat("x", 1<<20)
	ctx, cancel := context.WithCancel(t.Context())
	sent := 0
	for i := 0; k.endpoints[1].unsent() < 20<<20; i++ { // more than any kernel buffer holds
		if err := k.PublishNow(k.stream(i, text)); err != nil {
			t.Fatal(err)
		}
		sent++
	}
	done := make(chan error)
	go func() { done <- k.Publish(ctx, k.stream(-1, text)) }()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	for i := range sent {
		c.expectStream(k, i)
	}
	k.PublishNow(k.stream(sent, ""))
	c.expectStream(k, sent) // and not the one that was cancelled
}

func TestPublishWrongChannel(t *testing.T) {
	k := newKernel(t, Options{})
	m := k.codec.New(nil, wire.ShutdownReply{})
	if err := k.PublishNow(m); !errors.Is(err, errNoTopic) {
		t.Errorf("got %v, want %v", err, errNoTopic)
	}
	if err := k.Send(k.codec.New(nil, wire.Status{})); err == nil {
		t.Error("a status was sent to somebody")
	}
	if err := k.Send(m); !errors.Is(err, errNoIdentity) {
		t.Errorf("got %v, want %v", err, errNoIdentity)
	}
}
