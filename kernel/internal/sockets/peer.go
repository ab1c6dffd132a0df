package sockets

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/null"
	"github.com/google/uuid"
)

// A peer is one accepted connection. Its goroutines are
//
//	serve  started by the endpoint; completes the handshake, then reads; blocks on
//	       the connection, and on the socket that takes what it has read; ended by
//	       the connection's end
//	write  started by endpoint.admit after the handshake; blocks on the queue and on
//	       the connection; ended by the queue's end, or an error of the connection,
//	       which it then closes
type peer struct {
	endpoint *endpoint
	guard    *guard
	zmq      *zmq4.Conn // nil until the handshake is complete
	identity string     // chosen by the peer, else by us; never empty
	queue    *queue[outgoing]
	written  chan struct{} // closed when write has ended

	bad int // messages that could not be accepted; of serve

	all    bool                // subscribed to everything; guarded by publisher.mu
	topics map[string]struct{} // likewise
}

// An outgoing is one thing to be sent: a message, or a command as it travels.
type outgoing struct {
	frames  [][]byte
	command []byte
}

func newPeer(e *endpoint, c net.Conn) *peer {
	p := &peer{
		endpoint: e,
		guard:    newGuard(c),
		queue:    newQueue[outgoing](e.opts.QueueBytes),
		written:  make(chan struct{}),
	}
	p.guard.accepted = e.socket.accepts()
	p.guard.maxMessage = uint64(min(e.socket.maxMessage(), e.opts.MaxMessage))
	p.guard.stall = e.opts.Stall
	p.guard.onPing = p.ping
	return p
}

// ping answers a PING. A peer that sends them without taking the answers does not
// get them all.
func (p *peer) ping(context []byte) {
	if p.queue.full() == nil {
		p.queue.push(outgoing{command: pong(context)}, 32)
	}
}

// send queues a message; frames are not changed any more.
func (p *peer) send(frames [][]byte) bool {
	return p.queue.push(outgoing{frames: frames}, framesSize(frames))
}

// waitForRoom makes serve, who calls it before it answers by itself, wait until
// the peer has taken earlier answers. The end of the queue ends the wait.
func (p *peer) waitForRoom() {
	for room := p.queue.full(); room != nil; room = p.queue.full() {
		<-room
	}
}

func framesSize(frames [][]byte) int {
	n := 0
	for _, f := range frames {
		n += len(f) + 9
	}
	return n
}

// drop ends the peer's connection from outside; serve does the rest.
func (p *peer) drop() { p.guard.Close() }

// serve runs the peer from its acceptance to its end.
func (p *peer) serve() {
	e := p.endpoint
	defer e.remove(p)
	defer p.guard.Close()
	if err := p.open(); err != nil {
		e.complain(p, err)
		return
	}
	if !e.admit(p) {
		return
	}
	defer e.socket.leave(p)
	e.complain(p, p.read())
	p.guard.Close()
	p.queue.discard()
	<-p.written
}

// open completes the handshake.
func (p *peer) open() (err error) {
	defer caught(&err)
	if err := p.guard.SetDeadline(time.Now().Add(p.endpoint.opts.Handshake)); err != nil {
		return err
	}
	z, err := openZMQ(p.guard, p.endpoint.socket)
	if err != nil {
		return p.guard.cause(err)
	}
	p.zmq = z
	p.guard.gathering = true
	p.identity = z.Peer.Meta["Identity"]
	if p.identity == "" {
		id := uuid.New()
		p.identity = "\x00" + string(id[:])
	}
	return p.guard.SetDeadline(time.Time{})
}

func openZMQ(g *guard, s socket) (*zmq4.Conn, error) {
	return zmq4.Open(g, null.Security(), s.zmqType(), nil, true, nil)
}

// read passes on messages until there are no more.
func (p *peer) read() (err error) {
	defer caught(&err)
	for {
		msg, err := p.zmq.RecvMsg()
		if err != nil {
			return p.guard.cause(err)
		}
		if err := p.endpoint.socket.receive(p, msg.Frames); err != nil {
			return err
		}
	}
}

// caught turns a panic of zmq4 into an error. None is known that a guard lets
// happen.
func caught(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("zmq4: %v", v)
	}
}

// maxBatch is how many bytes, about, are sent at once.
const maxBatch = 256 << 10

// write sends what is queued until the queue ends, then says so to the peer.
func (p *peer) write() {
	defer close(p.written)
	var batch []item[outgoing]
	for {
		batch = p.queue.take(batch)
		if len(batch) == 0 {
			break
		}
		if err := p.writeBatch(batch); err != nil {
			p.endpoint.complain(p, err)
			p.guard.Close()
			p.queue.discard()
			return
		}
		clear(batch)
	}
	if c, ok := p.guard.Conn.(interface{ CloseWrite() error }); ok {
		c.CloseWrite() // tells the peer; an error would mean that it has gone
	}
}

func (p *peer) writeBatch(batch []item[outgoing]) (err error) {
	defer caught(&err)
	size := 0
	for i, it := range batch {
		if err := p.gather(it.value); err != nil {
			return err
		}
		if size += it.size; size < maxBatch && i < len(batch)-1 {
			continue
		}
		if err := p.guard.flush(); err != nil {
			return err
		}
		p.queue.done(size)
		size = 0
	}
	return nil
}

func (p *peer) gather(o outgoing) error {
	if o.command != nil {
		_, err := p.guard.Write(o.command)
		return err
	}
	return p.zmq.SendMsg(zmq4.Msg{Frames: o.frames})
}

// isEnd reports whether err is a connection's ordinary end, ours or the peer's.
func isEnd(err error) bool {
	return err == nil || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, zmq4.ErrClosedConn) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// reason returns err in words for the log.
func (p *peer) reason(err error) error {
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	if p.zmq == nil {
		return fmt.Errorf("no handshake within %v", p.endpoint.opts.Handshake)
	}
	return fmt.Errorf("has taken nothing for %v", p.endpoint.opts.Stall)
}
