package sockets

import (
	"context"
	"errors"

	"gosched/kernel/internal/wire"
)

// Sockets is the kernel's side of the conversation with its clients.
//
// Order: what is sent to one client on one channel arrives in the order of the
// calls, and all subscribers get what is published in the same order.
type Sockets interface {
	// Recv returns the messages that arrive on shell, control and stdin, with
	// their signatures checked. The caller drains it at all times; whoever does
	// not makes all clients wait. It is closed by Close.
	Recv() <-chan *wire.Message

	// Send sends m, made for shell, control or stdin, to the client that
	// m.Identities name. It never blocks. If that client has gone, the error is
	// ErrGone, which is nothing to worry about.
	Send(m *wire.Message) error

	// Publish sends m, made for iopub, to all subscribers. While the queue of one
	// of them is full it waits, and returns ctx's error if ctx ends first; then
	// nobody gets m.
	Publish(ctx context.Context, m *wire.Message) error

	// PublishNow is like Publish, but does not wait: it is for what is small, rare
	// and must not be late (status, errors, twins of replies).
	PublishNow(m *wire.Message) error

	// Close sends what is queued, until ctx ends, then closes everything and
	// returns after every goroutine of the Sockets has ended. Its error says that
	// something was not sent. Other calls fail from now on with ErrClosed.
	Close(ctx context.Context) error
}

// Errors of Sockets.
var (
	ErrGone   = errors.New("client has gone")
	ErrClosed = errors.New("sockets are closed")
)
