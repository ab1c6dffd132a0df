package sockets

import (
	"bytes"
	"errors"
	"net"
	"os"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/null"
)

// A nopConn is a connection that takes everything and does nothing.
type nopConn struct{ net.Conn }

func (nopConn) Write(p []byte) (int, error)      { return len(p), nil }
func (nopConn) Close() error                     { return nil }
func (nopConn) RemoteAddr() net.Addr             { return nil }
func (nopConn) SetDeadline(time.Time) error      { return nil }
func (nopConn) SetWriteDeadline(time.Time) error { return nil }

// A recorder is a connection that remembers each write.
type recorder struct {
	nopConn
	writes [][]byte
}

func (r *recorder) Write(p []byte) (int, error) {
	r.writes = append(r.writes, bytes.Clone(p))
	return len(p), nil
}

// TestOneWrite sends messages as zmq4 does, piece by piece, and counts what
// reaches the connection (row 8).
func TestOneWrite(t *testing.T) {
	var r recorder
	g := newGuard(&r)
	g.Conn = &script{r: bytes.NewReader(append(greeting("NULL", 3), ready("Socket-Type", "DEALER")...))}
	g.in.Reset(g.Conn)
	g.accepted = []zmq4.SocketType{zmq4.Dealer}
	z, err := zmq4.Open(g, null.Security(), zmq4.Router, nil, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.writes, g.gathering = nil, true
	long := bytes.Repeat([]byte("x"), longPiece)
	for _, test := range []struct {
		messages [][][]byte
		writes   int // of a connection that has no writev
	}{
		{[][][]byte{{[]byte("a"), []byte("b"), {}}}, 1},
		{[][][]byte{{[]byte("a")}, {[]byte("b"), []byte("c")}}, 1},
		{[][][]byte{{long}}, 2},
		{[][][]byte{{[]byte("a"), long, []byte("b")}, {[]byte("c")}}, 3},
	} {
		var want []byte
		for _, m := range test.messages {
			want = append(want, message(m...)...)
			if err := z.SendMsg(zmq4.Msg{Frames: m}); err != nil {
				t.Fatal(err)
			}
		}
		if len(r.writes) != 0 {
			t.Errorf("%d writes before the flush", len(r.writes))
		}
		if err := g.flush(); err != nil {
			t.Fatal(err)
		}
		if got := bytes.Join(r.writes, nil); !bytes.Equal(got, want) || len(r.writes) != test.writes {
			t.Errorf("%d writes of %d bytes, want %d of %d", len(r.writes), len(got), test.writes, len(want))
		}
		r.writes = nil
	}
}

// A slow connection takes a few bytes before each deadline.
type slow struct {
	nopConn
	each int // bytes
	got  []byte
}

func (s *slow) Write(p []byte) (int, error) {
	n := min(s.each, len(p))
	s.got = append(s.got, p[:n]...)
	if n < len(p) {
		return n, os.ErrDeadlineExceeded
	}
	return n, nil
}

// TestProgress flushes to a peer that takes little at a time, and to one that
// takes nothing (row 14).
func TestProgress(t *testing.T) {
	s := &slow{each: 3}
	w := writer{conn: s, gathering: true}
	want := bytes.Repeat([]byte("0123456789"), longPiece/5)
	w.Write(want[:7])
	w.Write(want[7:])
	if err := w.flush(); err != nil || !bytes.Equal(s.got, want) {
		t.Errorf("slow peer got %d of %d bytes: %v", len(s.got), len(want), err)
	}
	s.each = 0
	w.Write([]byte("x"))
	if err := w.flush(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("stalled peer: %v, want a deadline", err)
	}
}

// TestWriterForgets checks that a writer does not hold on to what it has sent.
func TestWriterForgets(t *testing.T) {
	w := writer{conn: nopConn{}, gathering: true}
	for range keepSmall {
		w.Write([]byte("xx"))
	}
	w.Write(make([]byte, longPiece))
	if err := w.flush(); err != nil {
		t.Fatal(err)
	}
	if cap(w.small) > keepSmall {
		t.Errorf("%d bytes are kept", cap(w.small))
	}
	for _, c := range w.chunks[:cap(w.chunks)] {
		if c != nil {
			t.Error("a chunk is kept")
		}
	}
}
