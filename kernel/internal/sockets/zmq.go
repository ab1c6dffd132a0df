package sockets

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"gosched/kernel/internal/wire"
)

// ZMQ is Sockets over ZeroMQ. Its goroutines are those of its endpoints, and one
// that Close starts to wait for them.
type ZMQ struct {
	conn      wire.Connection // with the ports that were bound
	endpoints []*endpoint
	routers   map[wire.Channel]*router
	publisher *publisher
	recv      chan *wire.Message

	once     sync.Once
	closing  chan struct{}
	closeErr error
}

// Listen binds all five ports of conn, or none: then the error names the field of
// the port that could not be bound. It logs bad clients with logf, which may be
// nil.
func Listen(conn *wire.Connection, codec *wire.Codec, logf func(format string, args ...any)) (*ZMQ, error) {
	return ListenOptions(conn, codec, Options{Logf: logf})
}

// ListenOptions is Listen with limits of the caller's choice. Ports of conn may be
// zero, which stands for any free one; see Connection.
func ListenOptions(conn *wire.Connection, codec *wire.Codec, opts Options) (*ZMQ, error) {
	opts = opts.orDefaults()
	opts.Logf = newLimiter(opts.Logf).logf
	return listenAll(conn, codec, opts)
}

func listenAll(conn *wire.Connection, codec *wire.Codec, opts Options) (*ZMQ, error) {
	var listeners []net.Listener
	for _, port := range conn.Ports() {
		l, err := listen(conn, port)
		if err != nil {
			for _, l := range listeners {
				l.Close()
			}
			return nil, err
		}
		listeners = append(listeners, l)
	}
	z := newZMQ(*conn, codec, opts, listeners)
	for _, e := range z.endpoints {
		e.start()
	}
	return z, nil
}

// newZMQ makes the endpoints of listeners, which are in the order of conn.Ports.
func newZMQ(conn wire.Connection, codec *wire.Codec, opts Options, listeners []net.Listener) *ZMQ {
	z := &ZMQ{
		conn:      conn,
		routers:   make(map[wire.Channel]*router),
		publisher: &publisher{codec: codec, peers: make(map[*peer]struct{})},
		recv:      make(chan *wire.Message, 64),
		closing:   make(chan struct{}),
	}
	route := func(ch wire.Channel) *router {
		z.routers[ch] = &router{
			channel: ch, codec: codec, limit: opts.MaxMessage,
			recv: z.recv, closing: z.closing, logf: opts.Logf,
			peers: make(map[string]*peer),
		}
		return z.routers[ch]
	}
	sockets := []socket{route(wire.Shell), z.publisher, route(wire.Stdin), route(wire.Control), echo{}}
	names := []string{"shell", "iopub", "stdin", "control", "heartbeat"}
	ports := []*int{&z.conn.ShellPort, &z.conn.IOPubPort, &z.conn.StdinPort, &z.conn.ControlPort, &z.conn.HBPort}
	for i, l := range listeners {
		z.endpoints = append(z.endpoints, newEndpoint(names[i], l, sockets[i], opts))
		if a, ok := l.Addr().(*net.TCPAddr); ok {
			*ports[i] = a.Port
		}
	}
	return z
}

// Connection returns the connection file's contents with the ports that are bound.
func (z *ZMQ) Connection() wire.Connection { return z.conn }

// Recv implements Sockets.
func (z *ZMQ) Recv() <-chan *wire.Message { return z.recv }

// Send implements Sockets.
func (z *ZMQ) Send(m *wire.Message) error {
	r := z.routers[m.Channel]
	if r == nil {
		return fmt.Errorf("sending %s: channel %v is not routed", m.Header.Type, m.Channel)
	}
	select {
	case <-z.closing:
		return ErrClosed
	default:
		return r.send(m)
	}
}

// Publish implements Sockets.
func (z *ZMQ) Publish(ctx context.Context, m *wire.Message) error {
	return z.publisher.publish(ctx, m, true)
}

// PublishNow implements Sockets.
func (z *ZMQ) PublishNow(m *wire.Message) error {
	return z.publisher.publish(context.Background(), m, false)
}

// linger is how long Close waits, after everything was sent, for clients to close
// their side. A connection that is closed while the client's data is on its way
// is reset, and what the client has not read yet is lost.
const linger = 100 * time.Millisecond

// Close implements Sockets.
func (z *ZMQ) Close(ctx context.Context) error {
	z.once.Do(func() { z.closeErr = z.close(ctx) })
	return z.closeErr
}

func (z *ZMQ) close(ctx context.Context) error {
	close(z.closing)
	z.publisher.shutDown()
	for _, e := range z.endpoints {
		e.shutDown()
	}
	sent, ended := make(chan struct{}), make(chan struct{})
	go func() {
		for _, e := range z.endpoints {
			e.writing.Wait()
		}
		close(sent)
		for _, e := range z.endpoints {
			e.running.Wait()
		}
		close(ended)
	}()
	err := z.drain(ctx, sent, ended)
	for _, e := range z.endpoints {
		e.dropAll()
	}
	<-ended
	close(z.recv)
	return err
}

// drain waits until everything is sent and the clients have had time to notice.
func (z *ZMQ) drain(ctx context.Context, sent, ended <-chan struct{}) error {
	select {
	case <-sent:
	case <-ctx.Done():
		return z.unsent(ctx.Err())
	}
	t := time.NewTimer(linger)
	defer t.Stop()
	select {
	case <-ended:
	case <-t.C:
	case <-ctx.Done():
	}
	return nil
}

// unsent returns what an interrupted drain leaves behind.
func (z *ZMQ) unsent(cause error) error {
	var errs []error
	for _, e := range z.endpoints {
		if n := e.unsent(); n > 0 {
			errs = append(errs, fmt.Errorf("closing %s: %d bytes not sent: %w", e.name, n, cause))
		}
	}
	return errors.Join(errs...)
}
