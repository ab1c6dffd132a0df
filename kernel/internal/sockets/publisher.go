package sockets

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-zeromq/zmq4"

	"gosched/kernel/internal/wire"
)

// A publisher is the socket of iopub: it sends to every peer that has subscribed
// to a prefix of the topic, and greets each subscription.
type publisher struct {
	codec *wire.Codec

	mu    sync.Mutex // held while a message is put into all queues, which keeps their order
	shut  bool
	peers map[*peer]struct{}
}

const (
	maxSubscription = 64 << 10 // bytes of what a subscriber may send at once
	maxTopics       = 1 << 10  // of one subscriber
)

func (b *publisher) zmqType() zmq4.SocketType   { return zmq4.XPub }
func (b *publisher) accepts() []zmq4.SocketType { return []zmq4.SocketType{zmq4.Sub, zmq4.XSub} }
func (b *publisher) maxMessage() int64          { return maxSubscription }

func (b *publisher) join(p *peer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.peers[p] = struct{}{}
}

func (b *publisher) leave(p *peer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.peers, p)
}

// receive implements socket. A subscriber's message is 1 or 0 and a topic, to
// subscribe or to unsubscribe. Others, which an XSUB may send, mean nothing here.
func (b *publisher) receive(p *peer, frames [][]byte) error {
	if len(frames[0]) == 0 {
		return nil
	}
	topic := string(frames[0][1:])
	switch frames[0][0] {
	case 1:
		return b.subscribe(p, topic)
	case 0:
		b.unsubscribe(p, topic)
	}
	return nil
}

// subscribe makes p a subscriber to topic and welcomes it, each time that it asks:
// what is published after the welcome reaches it. A topic that is not text cannot
// be welcomed, since the welcome is JSON.
func (b *publisher) subscribe(p *peer, topic string) error {
	var welcome [][]byte
	if utf8.ValidString(topic) {
		m := b.codec.New(nil, wire.IOPubWelcome{Subscription: topic})
		m.Identities = [][]byte{[]byte(topic)}
		welcome = b.codec.Encode(m)
		p.waitForRoom()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if p.topics == nil {
		p.topics = make(map[string]struct{})
	}
	p.topics[topic] = struct{}{}
	p.all = p.all || topic == ""
	if len(p.topics) > maxTopics {
		return fmt.Errorf("more than %d subscriptions", maxTopics)
	}
	if welcome != nil {
		p.send(welcome)
	}
	return nil
}

func (b *publisher) unsubscribe(p *peer, topic string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(p.topics, topic)
	p.all = p.all && topic != ""
}

// wants reports whether p has subscribed to topic. It is called with b.mu held.
func (b *publisher) wants(p *peer, topic string) bool {
	if p.all {
		return true
	}
	for t := range p.topics {
		if strings.HasPrefix(topic, t) {
			return true
		}
	}
	return false
}

var errNoTopic = errors.New("message was not made for iopub")

// publish sends m to all its subscribers, once all of them have room if wait.
func (b *publisher) publish(ctx context.Context, m *wire.Message, wait bool) error {
	if m.Channel != wire.IOPub || len(m.Identities) != 1 {
		return fmt.Errorf("publishing %s: %w", m.Header.Type, errNoTopic)
	}
	frames := b.codec.Encode(m)
	topic := string(frames[0])
	for {
		room, err := b.offer(frames, topic, wait)
		if room == nil {
			return err
		}
		select {
		case <-room:
		case <-ctx.Done():
			return fmt.Errorf("publishing %s: %w", m.Header.Type, ctx.Err())
		}
	}
}

// offer puts frames into the queues of all subscribers to topic, unless wait and
// one of them is full: then it returns when there may be room.
func (b *publisher) offer(frames [][]byte, topic string, wait bool) (room <-chan struct{}, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shut {
		return nil, ErrClosed
	}
	if wait {
		if room := b.anyFull(topic); room != nil {
			return room, nil
		}
	}
	for p := range b.peers {
		if b.wants(p, topic) {
			p.send(frames)
		}
	}
	return nil, nil
}

// anyFull returns when there may be room in a full queue of a subscriber to
// topic, or nil if all have room.
func (b *publisher) anyFull(topic string) <-chan struct{} {
	for p := range b.peers {
		if b.wants(p, topic) {
			if room := p.queue.full(); room != nil {
				return room
			}
		}
	}
	return nil
}

// shutDown ends publishing. Who waits in publish is let go by the queues' ends.
func (b *publisher) shutDown() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shut = true
}
