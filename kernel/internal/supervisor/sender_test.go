package supervisor

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"

	"gosched/kernel/internal/link"
)

// TestSenderDoesNotWait sends more than a pipe can hold to a worker that does not
// read, and reads it afterwards, in order.
func TestSenderDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := newBoundedPipe(64 << 10)
		s := newSender(link.NewConn(nil, pipe), nil)
		go s.transmit()
		const n = 100
		value := strings.Repeat("\x00", 1500) // six times as long in JSON
		for i := range int64(n) {
			s.send(&link.Setenv{Key: "K", Value: value})
			s.send(&link.Run{Seq: i})
		}
		synctest.Wait()
		in := link.NewConn(pipe, nil)
		for i := range int64(n) {
			if m, err := in.Receive(); err != nil || m.(*link.Setenv).Value != value {
				t.Fatalf("got %T, %v", m, err)
			}
			m, err := in.Receive()
			if err != nil || m.(*link.Run).Seq != i {
				t.Fatalf("got %+v, %v, want run %d", m, err, i)
			}
		}
		s.close()
	})
}

// TestSenderWritesAtOnce sends to a worker that reads all it gets.
func TestSenderWritesAtOnce(t *testing.T) {
	pipe := newBoundedPipe(64 << 10)
	s := newSender(link.NewConn(nil, pipe), nil) // nothing is queued, or it would stay
	in := link.NewConn(pipe, nil)
	for i := range int64(1000) {
		s.send(&link.Run{Seq: i, Unit: make([]byte, 1000)})
		if m, err := in.Receive(); err != nil || m.(*link.Run).Seq != i {
			t.Fatalf("got %+v, %v, want run %d", m, err, i)
		}
		s.hasRead()
	}
}

// A boundedPipe holds so many bytes, as a pipe of the system does.
type boundedPipe struct{ bytes chan byte }

func newBoundedPipe(n int) *boundedPipe { return &boundedPipe{make(chan byte, n)} }

func (p *boundedPipe) Write(b []byte) (int, error) {
	for _, c := range b {
		p.bytes <- c
	}
	return len(b), nil
}

func (p *boundedPipe) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, io.ErrShortBuffer
	}
	b[0] = <-p.bytes
	for n := 1; n < len(b); n++ {
		select {
		case b[n] = <-p.bytes:
		default:
			return n, nil
		}
	}
	return len(b), nil
}
