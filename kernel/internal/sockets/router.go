package sockets

import (
	"errors"
	"fmt"
	"sync"

	"github.com/go-zeromq/zmq4"

	"gosched/kernel/internal/wire"
)

// A router is the socket of shell, control and stdin: it passes on what its peers
// send, and sends to the peer that an identity names.
type router struct {
	channel wire.Channel
	codec   *wire.Codec
	limit   int64 // bytes of a message
	recv    chan<- *wire.Message
	closing <-chan struct{} // closed when nobody reads recv any more
	logf    func(format string, args ...any)

	mu    sync.Mutex
	peers map[string]*peer // by identity
}

// maxBad is how many messages that are not signed, or no messages at all, a peer
// may send before it is dropped.
const maxBad = 8

func (r *router) zmqType() zmq4.SocketType { return zmq4.Router }

func (r *router) accepts() []zmq4.SocketType {
	return []zmq4.SocketType{zmq4.Dealer, zmq4.Req, zmq4.Router}
}

func (r *router) maxMessage() int64 { return r.limit }

// join gives p its identity, also if an older peer has it: that one's client has
// connected again before its end was noticed.
func (r *router) join(p *peer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if old := r.peers[p.identity]; old != nil {
		old.drop()
	}
	r.peers[p.identity] = p
}

func (r *router) leave(p *peer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.peers[p.identity] == p {
		delete(r.peers, p.identity)
	}
}

// receive implements socket.
func (r *router) receive(p *peer, frames [][]byte) error {
	routed := append(make([][]byte, 0, len(frames)+1), []byte(p.identity))
	m, err := r.codec.Decode(r.channel, append(routed, frames...))
	if err != nil {
		return r.refuse(p, err)
	}
	select {
	case r.recv <- m:
	case <-r.closing:
	}
	return nil
}

// refuse drops a message, and p too if it is not the first one.
func (r *router) refuse(p *peer, err error) error {
	p.bad++
	if p.bad >= maxBad {
		return fmt.Errorf("%d bad messages, the last: %w", p.bad, err)
	}
	r.logf("%v: refusing a message from %s: %v", r.channel, peerName(p), err)
	return nil
}

var errNoIdentity = errors.New("message has no identities")

// send sends m to the peer that m's first identity names.
func (r *router) send(m *wire.Message) error {
	if len(m.Identities) == 0 {
		return fmt.Errorf("sending %s: %w", m.Header.Type, errNoIdentity)
	}
	r.mu.Lock()
	p := r.peers[string(m.Identities[0])]
	r.mu.Unlock()
	if p == nil || !p.send(r.codec.Encode(m)[1:]) {
		return fmt.Errorf("sending %s: %w", m.Header.Type, ErrGone)
	}
	return nil
}
