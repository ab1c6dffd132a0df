package wire

import (
	"encoding/json"
	"fmt"
	"time"
)

// Version is the protocol version that messages and kernel_info declare.
const Version = "5.5"

// A Channel is one of the kernel's message sockets.
type Channel uint8

// The channels. The heartbeat carries no messages and is none of them.
const (
	Shell Channel = 1 + iota
	Control
	Stdin
	IOPub
)

func (ch Channel) String() string {
	switch ch {
	case Shell:
		return "shell"
	case Control:
		return "control"
	case Stdin:
		return "stdin"
	case IOPub:
		return "iopub"
	}
	return fmt.Sprintf("Channel(%d)", uint8(ch))
}

// A Header says who sent a message, when, and what it is.
type Header struct {
	ID       string `json:"msg_id"`
	Type     string `json:"msg_type"`
	Username string `json:"username"`
	Session  string `json:"session"`
	Date     string `json:"date"` // RFC 3339 with zone, as far as the sender cares
	Version  string `json:"version"`
	Subshell string `json:"subshell_id,omitempty"` // "" means the parent shell
}

// A Message is one message, in either direction.
//
// Parent, Metadata and Content are JSON objects; nil stands for {}.
type Message struct {
	Channel Channel

	// Identities is the routing prefix: the peer's identity and what followed
	// it on a routed channel, the topic (one frame) on iopub.
	Identities [][]byte

	Header   Header
	Parent   json.RawMessage // header of the message this one belongs to
	Metadata json.RawMessage
	Content  json.RawMessage
	Buffers  [][]byte // raw frames after the content; not signed

	header json.RawMessage // Header as it travels, unknown keys included
}

// RawHeader returns the header as it travels, with all its keys.
func (m *Message) RawHeader() json.RawMessage {
	if m.header == nil {
		return encode(m.Header)
	}
	return m.header
}

// Envelope returns m without parent, metadata, content and buffers: what is
// needed to answer it, or to publish in its name, long after it was handled.
func (m *Message) Envelope() *Message {
	return &Message{Channel: m.Channel, Identities: m.Identities, Header: m.Header, header: m.header}
}

// Size returns roughly how many bytes m occupies.
func (m *Message) Size() int {
	n := len(m.header) + len(m.Parent) + len(m.Metadata) + len(m.Content)
	for _, b := range m.Buffers {
		n += len(b)
	}
	return n
}

// CellMetadata is what front ends put into the metadata of an execute_request.
type CellMetadata struct {
	CellID       string   `json:"cellId"`
	DeletedCells []string `json:"deletedCells"`
	RecordTiming bool     `json:"recordTiming"`
}

// CellMetadata decodes m's metadata. What is missing or malformed is zero: no
// request fails because of its metadata.
func (m *Message) CellMetadata() CellMetadata {
	var md CellMetadata
	if json.Unmarshal(m.Metadata, &md) != nil {
		return CellMetadata{}
	}
	return md
}

// StartedMetadata returns the metadata of an execute_reply, which says when the
// cell began to run.
func StartedMetadata(began time.Time) json.RawMessage {
	b := append([]byte(`{"started":"`), formatDate(began)...)
	return append(b, `"}`...)
}

// dateFormat is RFC 3339 with microseconds, as Jupyter's own clients write it.
const dateFormat = "2006-01-02T15:04:05.000000Z07:00"

func formatDate(t time.Time) string { return t.UTC().Format(dateFormat) }
