package front

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gosched/kernel/internal/sockets"
	"gosched/kernel/internal/wire"
)

// TestFlood prints 100,000 lines: none is missing, none out of place, and the
// messages are few.
func TestFlood(t *testing.T) {
	k := newClient(t, nil)
	defer k.close()
	k.send(t, wire.ExecuteRequest{Code: "flood 100000 this is line"})
	var text strings.Builder
	messages := 0
	for m := range k.IOPub() {
		content, err := m.Decode()
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := content.(wire.Stream); ok {
			messages++
			text.WriteString(s.Text)
			if len(s.Text) > maxText {
				t.Errorf("a message of %d bytes", len(s.Text))
			}
		}
		if content == (wire.Status{State: "idle"}) {
			break
		}
	}
	if messages > 400 {
		t.Errorf("%d messages", messages)
	}
	n := 0
	for line := range strings.Lines(text.String()) {
		if want := fmt.Sprintf("this is line %d\n", n); line != want {
			t.Fatalf("line %d is %q", n, line)
		}
		n++
	}
	if n != 100000 {
		t.Errorf("%d lines", n)
	}
}

// A gate holds Publish back until it is opened.
type gate struct {
	sockets.Sockets
	open chan struct{}

	mu    sync.Mutex
	calls int
}

func (g *gate) Publish(ctx context.Context, m *wire.Message) error {
	g.mu.Lock()
	g.calls++
	g.mu.Unlock()
	select {
	case <-g.open:
	case <-ctx.Done():
		return ctx.Err()
	}
	return g.Sockets.Publish(ctx, m)
}

// TestSlowClient lets a cell display much more than a client takes: its program
// waits, other requests do not, nothing is lost and idle comes last.
func TestSlowClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{open: make(chan struct{})}
		k := newClient(t, func(s sockets.Sockets) sockets.Sockets { g.Sockets = s; return g })
		defer k.close()
		const displays = 2000
		request := k.send(t, wire.ExecuteRequest{Code: strings.Repeat("show x\n", displays)})
		synctest.Wait()
		time.Sleep(15 * time.Second)

		held := len(k.front.out.held) // safe: Run waits
		if held == 0 || held > 2 {
			t.Errorf("%d messages are held by the front: the worker is not held back", held)
		}
		_, err := k.SendControl(wire.KernelInfoRequest{})
		if err != nil {
			t.Fatal(err)
		}
		if m := <-k.Replies(); m.Header.Type != "kernel_info_reply" {
			t.Errorf("a %s while the cell waits", m.Header.Type)
		}
		if m := interruptAndReply(t, k); m.Header.Type != "interrupt_reply" {
			t.Errorf("a %s while the cell waits", m.Header.Type)
		}

		close(g.open)
		shown := 0
		for m := range k.IOPub() {
			if m.Header.Type == "display_data" {
				shown++
			}
			if isIdle(t, m, request) {
				break
			}
		}
		if shown != displays {
			t.Errorf("%d of %d displays arrived", shown, displays)
		}
		if m := <-k.Replies(); m.Header.Type != "execute_reply" {
			t.Errorf("a %s at the end", m.Header.Type)
		}
	})
}

func interruptAndReply(t *testing.T, k *client) *wire.Message {
	t.Helper()
	if _, err := k.SendControl(wire.InterruptRequest{}); err != nil {
		t.Fatal(err)
	}
	return <-k.Replies()
}

// isIdle says whether m ends request.
func isIdle(t testing.TB, m, request *wire.Message) bool {
	t.Helper()
	content, err := m.Decode()
	if err != nil {
		t.Fatal(err)
	}
	var parent wire.Header
	json.Unmarshal(m.Parent, &parent)
	return content == wire.Status{State: "idle"} && parent.ID == request.Header.ID
}

// TestFlushRate counts the messages of a program that prints steadily.
func TestFlushRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var code strings.Builder
		for i := range 1000 {
			fmt.Fprintf(&code, "after %dms tick\n", i)
		}
		k := newClient(t, nil)
		defer k.close()
		go drop(k.Replies())
		k.send(t, wire.ExecuteRequest{Code: code.String()})
		messages, lines := 0, 0
		for lines < 1000 {
			m := <-k.IOPub()
			if content, _ := m.Decode(); m.Header.Type == "stream" {
				messages++
				lines += strings.Count(content.(wire.Stream).Text, "\n")
			}
		}
		if messages > 22 { // 20 a second, and the ends
			t.Errorf("%d messages in a second", messages)
		}
	})
}

// A client is a kernel with fakes whose messages the test takes itself.
type client struct {
	*sockets.Memory
	front  *Front
	cancel context.CancelFunc
	ended  chan error
}

func newClient(t testing.TB, wrap func(sockets.Sockets) sockets.Sockets) *client {
	codec := wire.NewCodec(nil, "")
	k := &client{Memory: sockets.NewMemory(codec), ended: make(chan error, 1)}
	var s sockets.Sockets = k.Memory
	if wrap != nil {
		s = wrap(s)
	}
	ctx, cancel := context.WithCancel(t.Context())
	k.cancel = cancel
	k.front = New(Config{Sockets: s, Codec: codec, Language: newFakeLanguage(), Start: startFake(), Logf: t.Logf})
	go func() { k.ended <- k.front.Run(ctx) }()
	return k
}

func (k *client) send(t testing.TB, c wire.Content) *wire.Message {
	t.Helper()
	m, err := k.SendShell(c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (k *client) close() {
	k.cancel()
	go drop(k.Replies())
	drop(k.IOPub())
	<-k.ended
}

// BenchmarkExecute measures what the front adds to a cell: from request to reply
// and idle, with a worker that has nothing to do.
func BenchmarkExecute(b *testing.B) {
	k := newClient(b, nil)
	defer k.close()
	for b.Loop() {
		request := k.send(b, wire.ExecuteRequest{Code: "value 1"})
		<-k.Replies()
		for m := range k.IOPub() {
			if isIdle(b, m, request) {
				break
			}
		}
	}
}
