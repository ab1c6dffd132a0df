package sockets

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"

	"github.com/go-zeromq/zmq4"
)

// ZMTP 3.0 as far as a guard must know it: a greeting of 64 bytes, then frames of
// a flag byte, a length of 1 or 8 bytes, and a body. A command's body begins with
// its name; READY, which ends the handshake, goes on with properties.
const (
	greetingSize = 64

	flagMore    = 1 << 0 // another frame of the message follows
	flagLong    = 1 << 1 // the length has 8 bytes
	flagCommand = 1 << 2

	maxCommand = 8 << 10 // bytes; a READY has less than 600
	maxFrames  = 4 << 10 // of a message

	// What is longer than this is given to zmq4 only when it has arrived, since
	// zmq4 allocates what a length promises.
	maxPromise = 64 << 10
)

// A guard is a network connection as zmq4 sees it: what can be read from it has
// been found to be ZMTP that zmq4 can digest. Where the peer breaks the protocol,
// Read returns an error that says how.
//
// One goroutine reads and one writes; see writer.go for that side.
type guard struct {
	net.Conn
	writer

	accepted   []zmq4.SocketType // types that a peer may have
	maxMessage uint64            // bytes, of all frames of a message
	onPing     func(context []byte)

	in     *bufio.Reader
	next   func(*guard) error // reads on and sets checked or pass
	failed error              // why nothing more can be read

	checked []byte // may be read by zmq4
	pass    uint64 // so many bytes of in, after checked, may be too

	frames int    // of the current message so far
	size   uint64 // of them, in bytes
}

func newGuard(c net.Conn) *guard {
	g := &guard{Conn: c, in: bufio.NewReaderSize(c, 8<<10), next: (*guard).greeting}
	g.writer.conn = c
	return g
}

// Write implements net.Conn.
func (g *guard) Write(p []byte) (int, error) { return g.writer.Write(p) }

// Read implements net.Conn.
func (g *guard) Read(p []byte) (int, error) {
	for len(g.checked) == 0 && g.pass == 0 {
		if g.failed == nil {
			g.failed = g.next(g)
		}
		if g.failed != nil {
			return 0, g.failed
		}
	}
	if len(g.checked) > 0 {
		n := copy(p, g.checked)
		g.checked = g.checked[n:]
		return n, nil
	}
	n, err := g.in.Read(p[:min(uint64(len(p)), g.pass)])
	g.pass -= uint64(n)
	return n, err
}

// cause returns why reading failed, which led to zmq4's err.
func (g *guard) cause(err error) error {
	if g.failed != nil {
		return g.failed
	}
	return err
}

// greeting reads and checks the peer's greeting. It looks at the first byte
// alone: who speaks another protocol may never send 64.
func (g *guard) greeting() error {
	first, err := g.in.Peek(1)
	if err != nil {
		return err
	}
	if first[0] != 0xFF {
		return fmt.Errorf("greeting begins with %#02x: not ZMTP", first[0])
	}
	b := make([]byte, greetingSize)
	if _, err := io.ReadFull(g.in, b); err != nil {
		return err
	}
	mechanism := string(bytes.TrimRight(b[12:32], "\x00"))
	switch {
	case b[9] != 0x7F:
		return errors.New("greeting has no ZMTP signature")
	case b[10] < 3:
		return fmt.Errorf("ZMTP %d.%d, want 3.0 or later", b[10], b[11])
	case mechanism != string(zmq4.NullSecurity):
		return fmt.Errorf("security mechanism %q, want NULL", mechanism)
	case b[32] > 1:
		return fmt.Errorf("greeting's as-server is %d", b[32])
	}
	g.checked, g.next = b, (*guard).handshake
	return nil
}

// handshake reads and checks the command that ends the handshake.
func (g *guard) handshake() error {
	h, err := g.frameHeader()
	if err != nil {
		return err
	}
	if h.flags&flagCommand == 0 {
		return errors.New("message before the end of the handshake")
	}
	name, body, err := g.command(h)
	if err != nil {
		return err
	}
	switch name {
	case zmq4.CmdReady:
		if err := g.checkReady(body); err != nil {
			return err
		}
	case zmq4.CmdError:
		return fmt.Errorf("peer refused the handshake: %q", body)
	default:
		return fmt.Errorf("command %q instead of READY", name)
	}
	g.checked = slices.Concat(h.bytes, []byte{byte(len(name))}, []byte(name), body)
	g.next = (*guard).traffic
	return nil
}

// checkReady checks a READY's properties: a name with a length byte, a value with
// a length of 4 bytes. Names are compared without regard to case, but zmq4 knows
// Socket-Type in one spelling only, so that is what it becomes.
func (g *guard) checkReady(body []byte) error {
	const socketType = "Socket-Type"
	found := false
	for rest := body; len(rest) > 0; {
		name, after, ok := cutField(rest[1:], uint64(rest[0]))
		if !ok || len(name) == 0 || len(after) < 4 {
			return errors.New("READY has a malformed property")
		}
		value, after, ok := cutField(after[4:], uint64(binary.BigEndian.Uint32(after)))
		if !ok {
			return fmt.Errorf("READY's property %q is cut short", name)
		}
		if bytes.EqualFold(name, []byte(socketType)) {
			found = true
			copy(name, socketType)
			if !slices.Contains(g.accepted, zmq4.SocketType(value)) {
				return fmt.Errorf("peer's Socket-Type %q is none of %v", value, g.accepted)
			}
		}
		rest = after
	}
	if !found {
		return errors.New("READY without Socket-Type")
	}
	return nil
}

// cutField returns the first n bytes of b and the rest.
func cutField(b []byte, n uint64) (field, rest []byte, ok bool) {
	if n > uint64(len(b)) {
		return nil, nil, false
	}
	return b[:n], b[n:], true
}

// traffic reads a frame after the handshake, or the beginning of a message's.
func (g *guard) traffic() error {
	h, err := g.frameHeader()
	if err != nil {
		return err
	}
	if h.flags&flagCommand != 0 {
		return g.answer(h)
	}
	if err := g.count(h); err != nil {
		return err
	}
	g.checked = h.bytes
	if h.size <= maxPromise {
		g.pass = h.size
		return nil
	}
	whole := bytes.NewBuffer(h.bytes) // grows with what arrives, not with what is promised
	if _, err := io.CopyN(whole, g.in, int64(h.size)); err != nil {
		return err
	}
	g.checked = whole.Bytes()
	return nil
}

// count adds a frame to the current message and checks what has come together.
func (g *guard) count(h frameHeader) error {
	g.frames++
	g.size += h.size // cannot overflow: both are at most maxMessage or refused below
	if h.size > g.maxMessage || g.size > g.maxMessage {
		return fmt.Errorf("message of %d bytes or more, limit is %d", max(h.size, g.size), g.maxMessage)
	}
	if g.frames > maxFrames {
		return fmt.Errorf("message of more than %d frames", maxFrames)
	}
	if h.flags&flagMore == 0 {
		g.frames, g.size = 0, 0
	}
	return nil
}

// answer deals with a command, of which zmq4 learns nothing.
func (g *guard) answer(h frameHeader) error {
	name, body, err := g.command(h)
	if err != nil {
		return err
	}
	switch name {
	case zmq4.CmdPing: // a time to live of 2 bytes, then a context of up to 16
		if len(body) < 2 || len(body) > 18 {
			return fmt.Errorf("PING of %d bytes", len(body))
		}
		g.onPing(body[2:])
	case zmq4.CmdError:
		return fmt.Errorf("peer reports an error: %q", body)
	}
	return nil
}

// A frameHeader is what precedes a frame's body.
type frameHeader struct {
	flags byte
	size  uint64
	bytes []byte // as read
}

func (g *guard) frameHeader() (frameHeader, error) {
	b := make([]byte, 2, 9)
	if _, err := io.ReadFull(g.in, b); err != nil {
		return frameHeader{}, err
	}
	h := frameHeader{flags: b[0], size: uint64(b[1])}
	if h.flags&^(flagMore|flagLong|flagCommand) != 0 {
		return h, fmt.Errorf("frame with reserved flags %#02x", h.flags)
	}
	if h.flags&flagLong != 0 {
		b = b[:9]
		if _, err := io.ReadFull(g.in, b[2:]); err != nil {
			return h, err
		}
		h.size = binary.BigEndian.Uint64(b[1:])
	}
	h.bytes = b
	return h, nil
}

// command reads the body of a command.
func (g *guard) command(h frameHeader) (name string, body []byte, err error) {
	if h.flags&flagMore != 0 {
		return "", nil, errors.New("command of several frames")
	}
	if h.size == 0 || h.size > maxCommand {
		return "", nil, fmt.Errorf("command of %d bytes, limit is 1 to %d", h.size, maxCommand)
	}
	b := make([]byte, h.size)
	if _, err := io.ReadFull(g.in, b); err != nil {
		return "", nil, err
	}
	first, rest, ok := cutField(b[1:], uint64(b[0]))
	if !ok {
		return "", nil, errors.New("command's name is cut short")
	}
	return string(first), rest, nil
}
