package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
)

// A Content is the content of a message: one of the structs of this package.
type Content interface {
	MsgType() string
	content() // closes the set
}

// Contents with more to them than their fields implement these as well.
type (
	// A defaulter sets, before decoding, the fields that are not zero when left out.
	defaulter interface{ setDefaults() }

	// A normalizer returns itself in the form that the protocol wants: without
	// null lists and objects, with dependent fields settled.
	normalizer interface{ normalized() Content }
)

// An UnknownTypeError reports a message whose type this package does not have.
type UnknownTypeError struct{ Type string }

func (e *UnknownTypeError) Error() string { return fmt.Sprintf("unknown message type %q", e.Type) }

// Decode returns m's content as a struct (not a pointer to one). For a type that
// is not known the error is an *UnknownTypeError.
func (m *Message) Decode() (Content, error) {
	decode, ok := decoders[m.Header.Type]
	if !ok {
		return nil, &UnknownTypeError{m.Header.Type}
	}
	c, err := decode(m.Content)
	if err != nil {
		return nil, fmt.Errorf("decoding %s: %w", m.Header.Type, err)
	}
	return c, nil
}

// decodeAs decodes raw as a T.
func decodeAs[T Content](raw json.RawMessage) (Content, error) {
	var c T
	if d, ok := any(&c).(defaulter); ok {
		d.setDefaults()
	}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &c); err != nil {
			return nil, err
		}
	}
	return normalize(c), nil
}

func normalize(c Content) Content {
	if n, ok := c.(normalizer); ok {
		return n.normalized()
	}
	return c
}

// decoders has an entry for every msg_type.
var decoders = map[string]func(json.RawMessage) (Content, error){
	"execute_request":         decodeAs[ExecuteRequest],
	"execute_reply":           decodeAs[ExecuteReply],
	"inspect_request":         decodeAs[InspectRequest],
	"inspect_reply":           decodeAs[InspectReply],
	"complete_request":        decodeAs[CompleteRequest],
	"complete_reply":          decodeAs[CompleteReply],
	"is_complete_request":     decodeAs[IsCompleteRequest],
	"is_complete_reply":       decodeAs[IsCompleteReply],
	"history_request":         decodeAs[HistoryRequest],
	"history_reply":           decodeAs[HistoryReply],
	"kernel_info_request":     decodeAs[KernelInfoRequest],
	"kernel_info_reply":       decodeAs[KernelInfoReply],
	"connect_request":         decodeAs[ConnectRequest],
	"connect_reply":           decodeAs[ConnectReply],
	"comm_info_request":       decodeAs[CommInfoRequest],
	"comm_info_reply":         decodeAs[CommInfoReply],
	"comm_open":               decodeAs[CommOpen],
	"comm_msg":                decodeAs[CommMsg],
	"comm_close":              decodeAs[CommClose],
	"shutdown_request":        decodeAs[ShutdownRequest],
	"shutdown_reply":          decodeAs[ShutdownReply],
	"interrupt_request":       decodeAs[InterruptRequest],
	"interrupt_reply":         decodeAs[InterruptReply],
	"usage_request":           decodeAs[UsageRequest],
	"usage_reply":             decodeAs[UsageReply],
	"debug_request":           decodeAs[DebugRequest],
	"debug_reply":             decodeAs[DebugReply],
	"debug_event":             decodeAs[DebugEvent],
	"create_subshell_request": decodeAs[CreateSubshellRequest],
	"create_subshell_reply":   decodeAs[CreateSubshellReply],
	"delete_subshell_request": decodeAs[DeleteSubshellRequest],
	"delete_subshell_reply":   decodeAs[DeleteSubshellReply],
	"list_subshell_request":   decodeAs[ListSubshellRequest],
	"list_subshell_reply":     decodeAs[ListSubshellReply],
	"input_request":           decodeAs[InputRequest],
	"input_reply":             decodeAs[InputReply],
	"status":                  decodeAs[Status],
	"execute_input":           decodeAs[ExecuteInput],
	"stream":                  decodeAs[Stream],
	"display_data":            decodeAs[DisplayData],
	"update_display_data":     decodeAs[UpdateDisplayData],
	"execute_result":          decodeAs[ExecuteResult],
	"error":                   decodeAs[Error],
	"clear_output":            decodeAs[ClearOutput],
	"iopub_welcome":           decodeAs[IOPubWelcome],
}

// encoders holds JSON encoders that leave <, > and & as they are.
var encoders = sync.Pool{New: func() any {
	e := new(encoder)
	e.Encoder = json.NewEncoder(e)
	e.SetEscapeHTML(false)
	return e
}}

// An encoder keeps what it has encoded, in a slice that is not reused.
type encoder struct {
	*json.Encoder
	out []byte
}

func (e *encoder) Write(p []byte) (int, error) {
	e.out = append(e.out, p...)
	return len(p), nil
}

// encode returns v as JSON, repaired if it has no JSON form.
func encode(v any) json.RawMessage {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	err := e.Encode(v)
	out := e.out
	e.out = nil
	if err != nil {
		return encode(repaired(v))
	}
	return bytes.TrimSuffix(out, []byte("\n"))
}

// orEmpty returns raw, or {} in place of nothing and of null.
func orEmpty(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 || string(raw) == "null" {
		return json.RawMessage("{}")
	}
	return raw
}

// A Bundle maps MIME types to JSON values: strings for text and base64, anything
// for application/json and the like.
type Bundle map[string]json.RawMessage

func (b Bundle) orEmpty() Bundle {
	if b == nil {
		return Bundle{}
	}
	return b
}

// TextBundle returns the bundle of a plain text.
func TextBundle(text string) Bundle { return Bundle{"text/plain": encode(text)} }
