package sockets

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"gosched/kernel/internal/wire"
)

// Memory is Sockets without sockets, for tests and headless runs. It has one
// client, which has subscribed to everything from the start, is sent no welcome
// and is never dropped.
//
// The kernel uses it as Sockets; the client uses SendShell, SendControl,
// SendStdin, SendMessage, Replies and IOPub. What the client does not take waits;
// published messages count against the same bound as those of a real subscriber.
//
// Its goroutines, two pumps, are started by NewMemory, block on a queue and on
// the client, and are ended by Close.
type Memory struct {
	kernel *wire.Codec
	client *wire.Codec
	recv   chan *wire.Message

	replies, iopub *pump

	once     sync.Once
	mu       sync.RWMutex // held for reading while the client sends, for closing recv
	closing  chan struct{}
	closeErr error
}

var memoryIdentity = [][]byte{[]byte("memory")}

// NewMemory returns a Memory for a kernel that makes its messages with codec.
func NewMemory(codec *wire.Codec) *Memory { return newMemory(codec, Options{}.orDefaults()) }

func newMemory(codec *wire.Codec, opts Options) *Memory {
	m := &Memory{
		kernel:  codec,
		client:  wire.NewCodec(nil, ""),
		recv:    make(chan *wire.Message, 64),
		replies: newPump(opts.QueueBytes),
		iopub:   newPump(opts.QueueBytes),
		closing: make(chan struct{}),
	}
	return m
}

// Recv implements Sockets.
func (m *Memory) Recv() <-chan *wire.Message { return m.recv }

// Send implements Sockets.
func (m *Memory) Send(msg *wire.Message) error {
	if len(msg.Identities) == 0 {
		return fmt.Errorf("sending %s: %w", msg.Header.Type, errNoIdentity)
	}
	if string(msg.Identities[0]) != string(memoryIdentity[0]) {
		return fmt.Errorf("sending %s: %w", msg.Header.Type, ErrGone)
	}
	return m.replies.push(msg)
}

// Publish implements Sockets.
func (m *Memory) Publish(ctx context.Context, msg *wire.Message) error {
	if msg.Channel != wire.IOPub {
		return fmt.Errorf("publishing %s: %w", msg.Header.Type, errNoTopic)
	}
	for room := m.iopub.queue.full(); room != nil; room = m.iopub.queue.full() {
		select {
		case <-room:
		case <-ctx.Done():
			return fmt.Errorf("publishing %s: %w", msg.Header.Type, ctx.Err())
		}
	}
	return m.iopub.push(msg)
}

// PublishNow implements Sockets.
func (m *Memory) PublishNow(msg *wire.Message) error {
	if msg.Channel != wire.IOPub {
		return fmt.Errorf("publishing %s: %w", msg.Header.Type, errNoTopic)
	}
	return m.iopub.push(msg)
}

// Close implements Sockets. It closes the client's channels too.
func (m *Memory) Close(ctx context.Context) error {
	m.once.Do(func() {
		close(m.closing)
		m.closeErr = errors.Join(m.replies.close(ctx), m.iopub.close(ctx))
		m.mu.Lock()
		defer m.mu.Unlock()
		close(m.recv)
	})
	return m.closeErr
}

// SendShell sends a request on shell and returns it.
func (m *Memory) SendShell(c wire.Content) (*wire.Message, error) {
	msg := m.client.NewOn(wire.Shell, nil, c)
	return msg, m.SendMessage(msg)
}

// SendControl sends a request on control and returns it.
func (m *Memory) SendControl(c wire.Content) (*wire.Message, error) {
	msg := m.client.NewOn(wire.Control, nil, c)
	return msg, m.SendMessage(msg)
}

// SendStdin answers an input_request of the kernel.
func (m *Memory) SendStdin(request *wire.Message, reply wire.InputReply) error {
	return m.SendMessage(m.client.NewOn(wire.Stdin, request, reply))
}

// SendMessage sends any message, made by the client or by a test, to the kernel.
func (m *Memory) SendMessage(msg *wire.Message) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	select {
	case <-m.closing:
		return ErrClosed
	default:
	}
	msg.Identities = memoryIdentity
	select {
	case m.recv <- msg:
		return nil
	case <-m.closing:
		return ErrClosed
	}
}

// Replies returns what the kernel sends on shell, control and stdin. It is closed
// by Close.
func (m *Memory) Replies() <-chan *wire.Message { return m.replies.out }

// IOPub returns what the kernel publishes. It is closed by Close.
func (m *Memory) IOPub() <-chan *wire.Message { return m.iopub.out }

// A pump moves messages from a queue to a channel. Its goroutine is started by
// newPump, blocks on both and is ended by close.
type pump struct {
	queue *queue[*wire.Message]
	out   chan *wire.Message // closed by the goroutine at its end
	stop  chan struct{}      // closed when the client need not be waited for
	ended chan struct{}      // closed by the goroutine at its end
}

func newPump(limit int) *pump {
	p := &pump{
		queue: newQueue[*wire.Message](limit),
		out:   make(chan *wire.Message),
		stop:  make(chan struct{}),
		ended: make(chan struct{}),
	}
	go p.run()
	return p
}

func (p *pump) run() {
	defer close(p.ended)
	defer close(p.out)
	var batch []item[*wire.Message]
	for {
		batch = p.queue.take(batch)
		if len(batch) == 0 {
			return
		}
		for _, it := range batch {
			select {
			case p.out <- it.value:
			case <-p.stop:
				return
			}
			p.queue.done(it.size)
		}
		clear(batch)
	}
}

func (p *pump) push(m *wire.Message) error {
	if !p.queue.push(m, m.Size()) {
		return ErrClosed
	}
	return nil
}

// close lets the client take what is queued, until ctx ends.
func (p *pump) close(ctx context.Context) error {
	p.queue.close()
	select {
	case <-p.ended:
		return nil
	case <-ctx.Done():
	}
	close(p.stop)
	<-p.ended
	if n := p.queue.held(); n > 0 {
		return fmt.Errorf("%d bytes not taken: %w", n, ctx.Err())
	}
	return nil
}
