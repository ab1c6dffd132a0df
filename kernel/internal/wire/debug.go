package wire

import "encoding/json"

// The debugger's messages are those of the Debug Adapter Protocol, as they are,
// without its Content-Length framing.

// A DebugRequest is a DAP request.
type DebugRequest struct {
	Seq       int             `json:"seq"`
	Type      string          `json:"type"` // "request"
	Command   string          `json:"command"`
	Arguments json.RawMessage `json:"arguments,omitempty"`
}

func (DebugRequest) MsgType() string { return "debug_request" }
func (DebugRequest) content()        {}

func (r DebugRequest) normalized() Content { r.Type = "request"; return r }

// A DebugReply is a DAP response.
type DebugReply struct {
	Seq        int             `json:"seq"`
	Type       string          `json:"type"` // "response"
	RequestSeq int             `json:"request_seq"`
	Success    bool            `json:"success"`
	Command    string          `json:"command"`
	Message    string          `json:"message,omitempty"` // why not Success
	Body       json.RawMessage `json:"body,omitempty"`
}

func (DebugReply) MsgType() string { return "debug_reply" }
func (DebugReply) content()        {}

func (r DebugReply) normalized() Content { r.Type = "response"; return r }

// A DebugEvent is a DAP event; it is published.
type DebugEvent struct {
	Seq   int             `json:"seq"`
	Type  string          `json:"type"` // "event"
	Event string          `json:"event"`
	Body  json.RawMessage `json:"body,omitempty"`
}

func (DebugEvent) MsgType() string { return "debug_event" }
func (DebugEvent) content()        {}

func (r DebugEvent) normalized() Content { r.Type = "event"; return r }
