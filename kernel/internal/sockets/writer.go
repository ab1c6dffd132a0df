package sockets

import (
	"errors"
	"net"
	"os"
	"time"

	"github.com/go-zeromq/zmq4"
)

// A writer is the sending side of a guard. Once it gathers, what is written
// stays in memory until flush, which sends it in one system call.
type writer struct {
	conn      net.Conn
	stall     time.Duration // a flush that sends nothing for so long fails
	gathering bool

	small  []byte      // what was written in little pieces
	from   int         // small[from:] comes after chunks
	chunks net.Buffers // runs of small, and long pieces as they are
}

const (
	// A piece of this many bytes is not copied. Whoever writes one must not change
	// it before the flush; nothing that goes out is ever changed.
	longPiece = 4 << 10

	keepSmall = 64 << 10 // a larger small is not kept for the next time
)

// Write implements io.Writer.
func (w *writer) Write(p []byte) (int, error) {
	switch {
	case !w.gathering:
		return w.conn.Write(p)
	case len(p) < longPiece:
		w.small = append(w.small, p...)
	default:
		w.endRun()
		w.chunks = append(w.chunks, p)
	}
	return len(p), nil
}

// endRun moves what small has gathered to chunks.
func (w *writer) endRun() {
	if w.from < len(w.small) {
		w.chunks = append(w.chunks, w.small[w.from:])
		w.from = len(w.small)
	}
}

// flush sends what has been gathered. It fails when the peer has not taken a
// single byte for the time of a stall.
func (w *writer) flush() error {
	w.endRun()
	defer w.reset(w.chunks)
	for len(w.chunks) > 0 {
		if err := w.conn.SetWriteDeadline(time.Now().Add(w.stall)); err != nil {
			return err
		}
		n, err := w.chunks.WriteTo(w.conn)
		if errors.Is(err, os.ErrDeadlineExceeded) && n > 0 {
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// reset forgets what was gathered; chunks is where it was listed.
func (w *writer) reset(chunks net.Buffers) {
	clear(chunks)
	w.chunks = chunks[:0]
	w.from = 0
	w.small = w.small[:0]
	if cap(w.small) > keepSmall {
		w.small = nil
	}
}

// pong returns the frame that answers a PING with the given context.
func pong(context []byte) []byte {
	body := append([]byte{byte(len(zmq4.CmdPong))}, zmq4.CmdPong...)
	body = append(body, context...)
	return append([]byte{flagCommand, byte(len(body))}, body...)
}
