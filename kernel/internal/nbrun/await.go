package nbrun

import (
	"context"
	"errors"
	"fmt"

	"gosched/kernel/internal/wire"
)

var errEnded = errors.New("the kernel has ended")

// An exchange is a request and what came of it.
type exchange struct {
	request        string // its id
	replies, iopub <-chan *wire.Message
	reply          wire.Content
	idle           bool
}

// await receives until the kernel has answered request and is idle again.
func (r *runner) await(request *wire.Message, l *limit) (wire.Content, error) {
	l.start()
	defer l.stop()
	x := &exchange{request: request.Header.ID, replies: r.kernel.Replies(), iopub: r.kernel.IOPub()}
	for x.reply == nil || !x.idle {
		if err := r.receive(x, l); err != nil {
			return nil, err
		}
	}
	return x.reply, nil
}

// receive waits for one thing to happen.
func (r *runner) receive(x *exchange, l *limit) error {
	select {
	case m, ok := <-x.replies:
		return x.replied(m, ok)
	case m, ok := <-x.iopub:
		return r.published(x, m, ok)
	case <-l.passed():
		return r.interrupt(l)
	case <-r.ctx.Done():
		return context.Cause(r.ctx)
	}
}

func (x *exchange) replied(m *wire.Message, ok bool) error {
	if !ok {
		x.replies = nil
		return x.end()
	}
	content, err := m.Decode()
	if err == nil && parentOf(m) == x.request {
		x.reply = content
	}
	return err
}

func (r *runner) published(x *exchange, m *wire.Message, ok bool) error {
	if !ok {
		x.iopub = nil
		return x.end()
	}
	if r.outputs.take(m) && parentOf(m) == x.request {
		x.idle = true
	}
	return nil
}

// end is called when a channel has been closed. What is left in the other one is
// still received.
func (x *exchange) end() error {
	if x.replies != nil || x.iopub != nil {
		return nil
	}
	return errEnded
}

// interrupt ends a cell that has taken too long; the second time it gives up.
func (r *runner) interrupt(l *limit) error {
	if l.interrupted {
		return fmt.Errorf("the kernel did not answer within %v and could not be interrupted", l.timeout)
	}
	if _, err := r.kernel.SendControl(wire.InterruptRequest{}); err != nil {
		return err
	}
	l.extend()
	return nil
}
