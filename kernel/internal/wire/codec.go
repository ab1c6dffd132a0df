package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// delimiter ends the identities.
const delimiter = "<IDS|MSG>"

var delimiterFrame = []byte(delimiter)

// Errors of Codec.Decode. None of them says anything about the next message.
var (
	ErrSignature = errors.New("signature does not match")
	ErrDuplicate = errors.New("signature was seen before")
)

// A Codec makes messages, and turns them into frames and back. A process has one;
// it may be used by several goroutines at once.
type Codec struct {
	session string
	prefix  string // of every msg_id: random, so that ids are unique among codecs
	count   atomic.Uint64
	head    string // of every header, up to the count
	tail    string // of every header, between msg_type and date
	signer  *signer
	seen    history
}

// NewCodec returns a codec that signs with key, or does not sign if key is empty.
// session is the session of its messages; "" stands for a new one.
func NewCodec(key []byte, session string) *Codec {
	if session == "" {
		session = uuid.NewString()
	}
	prefix := uuid.NewString() + "_"
	return &Codec{
		session: session,
		prefix:  prefix,
		head:    `{"msg_id":"` + prefix,
		tail:    `","username":"kernel","session":` + string(encode(session)) + `,"version":"` + Version + `","date":"`,
		signer:  newSigner(key),
	}
}

// Session returns the session of c's messages.
func (c *Codec) Session() string { return c.session }

// New makes a message with the given content, in answer to parent or in its name;
// parent may be nil. Its channel is the one where such a message belongs: iopub
// for what a kernel publishes (with comm messages), stdin for input, and that of
// parent for the rest, by its identities (without parent: control for what only
// control accepts, else shell).
func (c *Codec) New(parent *Message, content Content) *Message {
	return c.NewOn(home(content.MsgType(), parent), parent, content)
}

// NewOn is like New, on a channel of the caller's choice: a shutdown_reply on
// iopub, a client's comm_msg on shell.
func (c *Codec) NewOn(ch Channel, parent *Message, content Content) *Message {
	m := &Message{
		Channel:  ch,
		Metadata: emptyObject,
		Parent:   emptyObject,
		Content:  encode(normalize(content)),
	}
	if parent != nil {
		m.Parent = parent.RawHeader()
		m.Identities = parent.Identities
	}
	if ch == IOPub {
		m.Identities = [][]byte{c.topic(content)}
	}
	m.Header, m.header = c.newHeader(content.MsgType())
	return m
}

var emptyObject = json.RawMessage("{}")

// topic returns what a published message can be subscribed to by.
func (c *Codec) topic(content Content) []byte {
	if s, ok := content.(Stream); ok {
		return []byte("stream." + s.Name)
	}
	return []byte("kernel." + c.session + "." + content.MsgType())
}

// home returns the channel of a new message of the given type.
func home(msgType string, parent *Message) Channel {
	switch msgType {
	case "status", "execute_input", "stream", "display_data", "update_display_data", "execute_result",
		"error", "clear_output", "debug_event", "iopub_welcome", "comm_open", "comm_msg", "comm_close":
		return IOPub
	case "input_request", "input_reply":
		return Stdin
	}
	if parent != nil {
		return parent.Channel
	}
	switch msgType {
	case "shutdown_request", "interrupt_request", "debug_request", "usage_request",
		"create_subshell_request", "delete_subshell_request", "list_subshell_request":
		return Control
	}
	return Shell
}

// newHeader returns a header with an id of its own, and the same as JSON.
func (c *Codec) newHeader(msgType string) (Header, json.RawMessage) {
	count := strconv.FormatUint(c.count.Add(1), 10)
	date := formatDate(time.Now())
	h := Header{
		ID:       c.prefix + count,
		Type:     msgType,
		Username: "kernel",
		Session:  c.session,
		Date:     date,
		Version:  Version,
	}
	return h, json.RawMessage(strings.Join([]string{c.head, count, `","msg_type":"`, msgType, c.tail, date, `"}`}, ""))
}

// Encode returns m's frames, signed. They share m's memory.
func (c *Codec) Encode(m *Message) [][]byte {
	signed := [4][]byte{m.RawHeader(), orEmpty(m.Parent), orEmpty(m.Metadata), orEmpty(m.Content)}
	frames := make([][]byte, 0, len(m.Identities)+2+len(signed)+len(m.Buffers))
	frames = append(frames, m.Identities...)
	frames = append(frames, delimiterFrame, c.signer.sign(signed))
	frames = append(frames, signed[:]...)
	return append(frames, m.Buffers...)
}

// Decode returns the message that frames are, as received on ch. It shares their
// memory. Its header has been decoded; parent, metadata and content are known to
// be JSON only when they are.
func (c *Codec) Decode(ch Channel, frames [][]byte) (*Message, error) {
	at := indexDelimiter(frames)
	if at < 0 {
		return nil, fmt.Errorf("%d frames without %s", len(frames), delimiter)
	}
	rest := frames[at+1:]
	if len(rest) < 5 {
		return nil, fmt.Errorf("%d frames after %s, want 5 or more", len(rest), delimiter)
	}
	if err := c.check(rest[0], [4][]byte(rest[1:5])); err != nil {
		return nil, err
	}
	m := &Message{
		Channel:    ch,
		Identities: frames[:at:at],
		header:     rest[1],
		Parent:     rest[2],
		Metadata:   rest[3],
		Content:    rest[4],
		Buffers:    rest[5:],
	}
	if err := m.decodeHeader(); err != nil {
		return nil, err
	}
	return m, nil
}

func indexDelimiter(frames [][]byte) int {
	for i, f := range frames {
		if bytes.Equal(f, delimiterFrame) {
			return i
		}
	}
	return -1
}

// check verifies the signature of the four JSON frames and remembers it.
func (c *Codec) check(signature []byte, signed [4][]byte) error {
	if c.signer == nil {
		return nil
	}
	sum, ok := c.signer.verify(signature, signed)
	if !ok {
		return ErrSignature
	}
	if !c.seen.add(sum) {
		return ErrDuplicate
	}
	return nil
}

func (m *Message) decodeHeader() error {
	if !utf8.Valid(m.header) { // it goes out again, to every client
		return errors.New("header is not UTF-8")
	}
	if err := json.Unmarshal(m.header, &m.Header); err != nil {
		return fmt.Errorf("decoding header: %w", err)
	}
	if m.Header.ID == "" {
		return errors.New("header without msg_id")
	}
	if m.Header.Type == "" {
		return errors.New("header without msg_type")
	}
	return nil
}
