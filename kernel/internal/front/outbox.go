package front

import (
	"context"

	"gosched/kernel/internal/sockets"
	"gosched/kernel/internal/wire"
)

// An outbox publishes outputs in order, waiting for slow clients on a goroutine
// of its own (the publisher), and says when that is done. Its methods are called
// by one goroutine, its owner.
type outbox struct {
	feed  chan *wire.Message // to the publisher
	sent  chan struct{}      // one for each message that was published
	ended chan struct{}
	abort context.CancelFunc // gives up what is under way

	put0, done uint64 // messages put so far, and published
	held       []*wire.Message
	fences     []fence // ascending
}

// A fence is what to do when the first at messages have been published.
type fence struct {
	at uint64
	do func()
}

// window is how many messages the publisher may have at hand.
const window = 16

func newOutbox(s sockets.Sockets) *outbox {
	ctx, abort := context.WithCancel(context.Background())
	o := &outbox{
		abort: abort,
		feed:  make(chan *wire.Message, window),
		sent:  make(chan struct{}, window),
		ended: make(chan struct{}),
	}
	go o.publish(ctx, s)
	return o
}

// publish is the publisher. Neither channel ever blocks it or the owner, since
// at most window messages are under way.
func (o *outbox) publish(ctx context.Context, s sockets.Sockets) {
	defer close(o.ended)
	for m := range o.feed {
		s.Publish(ctx, m) // its only errors mean that the kernel is ending
		o.sent <- struct{}{}
	}
}

// put publishes m when all before it have been.
func (o *outbox) put(m *wire.Message) {
	o.held = append(o.held, m)
	o.put0++
	o.forward()
}

// forward gives the publisher what it may have.
func (o *outbox) forward() {
	for len(o.held) > 0 && o.underWay() < window {
		o.feed <- o.held[0]
		o.held[0] = nil
		o.held = o.held[1:]
	}
	if len(o.held) == 0 {
		o.held = nil
	}
}

// underWay is how many messages the publisher has.
func (o *outbox) underWay() int { return int(o.put0-o.done) - len(o.held) }

// behind says that producers should wait.
func (o *outbox) behind() bool { return len(o.held) > 0 }

// idle says that everything put has been published.
func (o *outbox) idle() bool { return o.put0 == o.done }

// acknowledge takes note of one receive from sent.
func (o *outbox) acknowledge() {
	o.done++
	o.forward()
	for len(o.fences) > 0 && o.fences[0].at <= o.done {
		do := o.fences[0].do
		o.fences = o.fences[1:]
		do()
	}
}

// after calls do when everything put so far has been published: now, if it has.
func (o *outbox) after(do func()) {
	if o.idle() {
		do()
		return
	}
	o.fences = append(o.fences, fence{o.put0, do})
}

// close ends the publisher when it has published what it has, or when ctx ends.
func (o *outbox) close(ctx context.Context) {
	defer o.abort()
	defer context.AfterFunc(ctx, o.abort)()
	close(o.feed)
	<-o.ended
}
