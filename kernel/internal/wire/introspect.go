package wire

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// Cursor positions count Unicode code points from 0.

// A CompleteRequest asks how the code before the cursor may go on.
type CompleteRequest struct {
	Code      string `json:"code"`
	CursorPos int    `json:"cursor_pos"` // left out: the end of Code
}

func (CompleteRequest) MsgType() string { return "complete_request" }
func (CompleteRequest) content()        {}

func (r *CompleteRequest) setDefaults() { r.CursorPos = -1 }

func (r CompleteRequest) normalized() Content {
	r.CursorPos = cursorWithin(r.Code, r.CursorPos)
	return r
}

// cursorWithin returns pos, or the end of code if pos is not in code.
func cursorWithin(code string, pos int) int {
	if n := utf8.RuneCountInString(code); pos < 0 || pos > n {
		return n
	}
	return pos
}

// A CompleteReply lists texts, each of which may replace CursorStart to CursorEnd.
type CompleteReply struct {
	Status      string             `json:"status"`
	Matches     []string           `json:"matches"`
	CursorStart int                `json:"cursor_start"`
	CursorEnd   int                `json:"cursor_end"`
	Metadata    CompletionMetadata `json:"metadata"`
	*Failure
}

func (CompleteReply) MsgType() string { return "complete_reply" }
func (CompleteReply) content()        {}

func (r CompleteReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	if r.Matches == nil {
		r.Matches = []string{}
	}
	return r
}

// CompletionMetadata says more about each match; it is aligned with Matches or empty.
type CompletionMetadata struct {
	Matches []CompletionMatch `json:"_jupyter_types_experimental,omitempty"`
}

// A CompletionMatch is what front ends show beside a match.
type CompletionMatch struct {
	Text      string `json:"text"`
	Type      string `json:"type"` // "function", "instance", "module", …
	Signature string `json:"signature,omitempty"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
}

// An InspectRequest asks for documentation of what is at the cursor.
type InspectRequest struct {
	Code        string `json:"code"`
	CursorPos   int    `json:"cursor_pos"`   // left out: the end of Code
	DetailLevel int    `json:"detail_level"` // 0 or 1
}

func (InspectRequest) MsgType() string { return "inspect_request" }
func (InspectRequest) content()        {}

func (r *InspectRequest) setDefaults() { r.CursorPos = -1 }

func (r InspectRequest) normalized() Content {
	r.CursorPos = cursorWithin(r.Code, r.CursorPos)
	return r
}

// An InspectReply answers an InspectRequest.
type InspectReply struct {
	Status   string          `json:"status"`
	Found    bool            `json:"found"`
	Data     Bundle          `json:"data"`
	Metadata json.RawMessage `json:"metadata"`
	*Failure
}

func (InspectReply) MsgType() string { return "inspect_reply" }
func (InspectReply) content()        {}

func (r InspectReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	r.Data, r.Metadata = r.Data.orEmpty(), orEmpty(r.Metadata)
	return r
}

// An IsCompleteRequest asks whether code can be run as it is.
type IsCompleteRequest struct {
	Code string `json:"code"`
}

func (IsCompleteRequest) MsgType() string { return "is_complete_request" }
func (IsCompleteRequest) content()        {}

// An IsCompleteReply answers with "complete", "incomplete", "invalid" or "unknown".
type IsCompleteReply struct {
	Status string  `json:"status"`
	Indent *string `json:"indent,omitempty"` // of the next line; only of incomplete code
}

func (IsCompleteReply) MsgType() string { return "is_complete_reply" }
func (IsCompleteReply) content()        {}

// A HistoryRequest asks for earlier inputs. Access is "tail" (the last N),
// "range" (lines Start to Stop, exclusive, of Session) or "search" (those that
// match the glob Pattern).
type HistoryRequest struct {
	Output  bool   `json:"output"` // outputs as well
	Raw     bool   `json:"raw"`
	Access  string `json:"hist_access_type"`
	Session int    `json:"session"`        // 0 is the current one, negative counts back
	Start   int    `json:"start"`          // 1-based
	Stop    *int   `json:"stop,omitempty"` // nil: to the end
	N       int    `json:"n"`              // 0: no limit
	Pattern string `json:"pattern"`
	Unique  bool   `json:"unique"`
}

func (HistoryRequest) MsgType() string { return "history_request" }
func (HistoryRequest) content()        {}

func (r *HistoryRequest) setDefaults() { r.Raw = true }

// A HistoryReply answers a HistoryRequest, oldest entry first.
type HistoryReply struct {
	Status  string         `json:"status"`
	History []HistoryEntry `json:"history"`
	*Failure
}

func (HistoryReply) MsgType() string { return "history_reply" }
func (HistoryReply) content()        {}

func (r HistoryReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	if r.History == nil {
		r.History = []HistoryEntry{}
	}
	return r
}

// A HistoryEntry is one input. It travels as [session, line, input], or as
// [session, line, [input, output]] if WithOutput.
type HistoryEntry struct {
	Session, Line int
	Input         string
	WithOutput    bool
	Output        *string // nil: it had none
}

// MarshalJSON implements json.Marshaler.
func (e HistoryEntry) MarshalJSON() ([]byte, error) {
	var input any = e.Input
	if e.WithOutput {
		input = [2]any{e.Input, e.Output}
	}
	return json.Marshal([3]any{e.Session, e.Line, input})
}

// UnmarshalJSON implements json.Unmarshaler.
func (e *HistoryEntry) UnmarshalJSON(p []byte) error {
	var row []json.RawMessage
	if err := json.Unmarshal(p, &row); err != nil {
		return err
	}
	if len(row) != 3 {
		return fmt.Errorf("history entry has %d elements, not 3", len(row))
	}
	*e = HistoryEntry{}
	if err := json.Unmarshal(row[0], &e.Session); err != nil {
		return err
	}
	if err := json.Unmarshal(row[1], &e.Line); err != nil {
		return err
	}
	if json.Unmarshal(row[2], &e.Input) == nil {
		return nil
	}
	e.WithOutput = true
	var pair [2]*string
	if err := json.Unmarshal(row[2], &pair); err != nil {
		return err
	}
	if pair[0] != nil {
		e.Input = *pair[0]
	}
	e.Output = pair[1]
	return nil
}
