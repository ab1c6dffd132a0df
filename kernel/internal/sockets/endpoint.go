package sockets

import (
	"errors"
	"net"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"
)

// A socket is what an endpoint does with its peers. Its methods are called by the
// peers' goroutines; join and leave once for each peer, receive only between
// them.
type socket interface {
	zmqType() zmq4.SocketType
	accepts() []zmq4.SocketType
	maxMessage() int64 // bytes
	join(p *peer)
	receive(p *peer, frames [][]byte) error // an error drops the peer
	leave(p *peer)
}

// An endpoint is one listening port and its peers. Its goroutine, accept, is
// started by start, blocks on the listener and is ended by closing that.
type endpoint struct {
	name     string // "shell", …
	listener net.Listener
	socket   socket
	opts     Options

	running sync.WaitGroup // accept and every peer's serve
	writing sync.WaitGroup // every peer's write
	closing chan struct{}  // closed by shut

	mu    sync.Mutex
	shut  bool                // no more peers
	peers map[*peer]time.Time // when each was accepted
	ready map[*peer]bool      // those of peers that have completed the handshake
}

func newEndpoint(name string, l net.Listener, s socket, opts Options) *endpoint {
	return &endpoint{
		name: name, listener: l, socket: s, opts: opts,
		closing: make(chan struct{}),
		peers:   make(map[*peer]time.Time),
		ready:   make(map[*peer]bool),
	}
}

func (e *endpoint) start() { e.running.Go(e.accept) }

// accept takes connections. When that fails, for lack of descriptors mostly, it
// waits, longer each time.
func (e *endpoint) accept() {
	const shortest, longest = 5 * time.Millisecond, time.Second
	delay := shortest
	for {
		c, err := e.listener.Accept()
		switch {
		case err == nil:
			delay = shortest
			e.add(c)
			continue
		case errors.Is(err, net.ErrClosed):
			return
		}
		e.opts.Logf("%s: accepting a connection: %v", e.name, err)
		e.evict()
		select {
		case <-time.After(delay):
			delay = min(2*delay, longest)
		case <-e.closing:
			return
		}
	}
}

// add makes a peer of a connection. If there are too many, the one that has been
// in its handshake for longest has to go, else the new one.
func (e *endpoint) add(c net.Conn) {
	p := newPeer(e, c)
	if e.count() >= e.opts.MaxPeers && !e.evict() {
		e.opts.Logf("%s: %d connections, refusing %s", e.name, e.opts.MaxPeers, c.RemoteAddr())
		c.Close()
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.shut {
		c.Close()
		return
	}
	e.peers[p] = time.Now()
	e.running.Go(p.serve)
}

func (e *endpoint) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.peers)
}

// evict drops the peer that has been in its handshake for longest, and reports
// whether there is one.
func (e *endpoint) evict() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	var oldest *peer
	for p, since := range e.peers {
		if !e.ready[p] && (oldest == nil || since.Before(e.peers[oldest])) {
			oldest = p
		}
	}
	if oldest == nil {
		return false
	}
	delete(e.peers, oldest)
	oldest.drop()
	return true
}

// admit makes p one of the socket's peers, after its handshake, unless e is shut.
func (e *endpoint) admit(p *peer) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, ok := e.peers[p]; !ok || e.shut {
		return false
	}
	e.ready[p] = true
	e.socket.join(p)
	e.writing.Go(p.write)
	return true
}

func (e *endpoint) remove(p *peer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.peers, p)
	delete(e.ready, p)
}

// complain logs why p ended, if that is worth a line.
func (e *endpoint) complain(p *peer, err error) {
	if !isEnd(err) {
		e.opts.Logf("%s: dropping %s: %v", e.name, peerName(p), p.reason(err))
	}
}

func peerName(p *peer) string {
	if a := p.guard.RemoteAddr(); a != nil && a.String() != "" && a.String() != "@" {
		return a.String()
	}
	return "a peer" // ipc clients have no address
}

// shutDown lets no peer in any more, drops those in their handshake and ends the
// queues of the others.
func (e *endpoint) shutDown() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.shut {
		return
	}
	e.shut = true
	close(e.closing)
	e.listener.Close()
	for p := range e.peers {
		if e.ready[p] {
			p.queue.close()
		} else {
			p.drop()
		}
	}
}

// unsent returns how many bytes wait in the queues.
func (e *endpoint) unsent() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := 0
	for p := range e.ready {
		n += p.queue.held()
	}
	return n
}

// dropAll ends all connections.
func (e *endpoint) dropAll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for p := range e.peers {
		p.drop()
	}
}
