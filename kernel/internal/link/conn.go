package link

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// MaxFrame is the greatest length of a frame's kind and payload, in bytes.
// Output is split by its sender long before; a Run or Display beyond it is
// refused by Send.
const MaxFrame = 1 << 30

// A Conn is one end of the conversation. Send may be called by any goroutine,
// Receive by one at a time.
type Conn struct {
	r *bufio.Reader

	mu  sync.Mutex // guards w and buf; held while writing, so frames stay whole
	w   io.Writer
	buf []byte
}

// NewConn returns a Conn that reads from r and writes to w, of which one may be
// nil if it is not used. It closes neither.
func NewConn(r io.Reader, w io.Writer) *Conn {
	return &Conn{r: bufio.NewReaderSize(r, 64<<10), w: w}
}

// ErrFrame is the error of Receive for bytes that no Conn sent.
var ErrFrame = errors.New("link: malformed frame")

// maxKept is the capacity up to which a send buffer is kept for the next message.
const maxKept = 1 << 20

// Send writes m as one frame with one call of Write.
func (c *Conn) Send(m Message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	buf, err := appendFrame(c.buf[:0], m)
	if err != nil {
		return err
	}
	if cap(buf) <= maxKept {
		c.buf = buf
	}
	if _, err := c.w.Write(buf); err != nil {
		return fmt.Errorf("link: sending: %w", err)
	}
	return nil
}

// appendFrame appends the frame of m to b.
func appendFrame(b []byte, m Message) ([]byte, error) {
	b = append(b, 0, 0, 0, 0, byte(m.kind()))
	switch m := m.(type) {
	case *Output:
		b = binary.AppendVarint(b, int64(m.Cell))
		b = append(b, byte(m.Stream))
		b = append(b, m.Data...)
	case *Run:
		b = binary.AppendVarint(b, m.Seq)
		b = binary.AppendVarint(b, int64(m.Cell))
		b = append(b, m.Unit...)
	case *Done:
		b = appendDone(b, m)
	default:
		p, err := json.Marshal(m)
		if err != nil {
			return nil, fmt.Errorf("link: encoding %T: %w", m, err)
		}
		b = append(b, p...)
	}
	if len(b)-4 > MaxFrame {
		return nil, fmt.Errorf("link: %T of %d bytes is too large (at most %d)", m, len(b)-4, MaxFrame)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)-4))
	return b, nil
}

// Receive returns the next message. At the end of the conversation the error
// is io.EOF; a frame cut short gives io.ErrUnexpectedEOF.
func (c *Conn) Receive() (Message, error) {
	var head [4]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n == 0 || n > MaxFrame {
		return nil, ErrFrame
	}
	payload, err := c.payload(int(n))
	if err != nil {
		return nil, err
	}
	return decode(kind(payload[0]), payload[1:])
}

// Buffered says whether the start of a further frame has already been read.
func (c *Conn) Buffered() bool { return c.r.Buffered() > 0 }

// payload reads n bytes, growing as they come: a false length costs no memory.
func (c *Conn) payload(n int) ([]byte, error) {
	p := make([]byte, min(n, 64<<10))
	for read := 0; ; {
		m, err := io.ReadFull(c.r, p[read:])
		if read += m; err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		if read == n {
			return p, nil
		}
		p = append(p, make([]byte, min(n-read, len(p)))...)
	}
}

// decode makes the message of kind k from its payload p, which it retains.
func decode(k kind, p []byte) (Message, error) {
	switch k {
	case kindOutput:
		cell, n := binary.Varint(p)
		if n <= 0 || len(p) == n {
			return nil, ErrFrame
		}
		return &Output{Cell: int(cell), Stream: Stream(p[n]), Data: p[n+1:]}, nil
	case kindRun:
		seq, n := binary.Varint(p)
		if n <= 0 {
			return nil, ErrFrame
		}
		cell, k := binary.Varint(p[n:])
		if k <= 0 {
			return nil, ErrFrame
		}
		return &Run{Seq: seq, Cell: int(cell), Unit: p[n+k:]}, nil
	case kindDone:
		return decodeDone(p)
	}
	m := newMessage(k)
	if m == nil {
		return nil, ErrFrame
	}
	if err := json.Unmarshal(p, m); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrFrame, err)
	}
	return m, nil
}

// newMessage returns an empty message of a kind whose payload is JSON, or nil.
func newMessage(k kind) Message {
	switch k {
	case kindInterrupt:
		return new(Interrupt)
	case kindInputReply:
		return new(InputReply)
	case kindChdir:
		return new(Chdir)
	case kindSetenv:
		return new(Setenv)
	case kindDescribe:
		return new(Describe)
	case kindStop:
		return new(Stop)
	case kindReady:
		return new(Ready)
	case kindDisplay:
		return new(Display)
	case kindInputRequest:
		return new(InputRequest)
	case kindDescribed:
		return new(Described)
	case kindExiting:
		return new(Exiting)
	case kindTrace:
		return new(Trace)
	}
	return nil
}
