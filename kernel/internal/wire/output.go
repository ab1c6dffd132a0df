package wire

import "encoding/json"

// What the kernel publishes on iopub.

// A Status says what the kernel is doing: "starting", "busy" or "idle".
type Status struct {
	State string `json:"execution_state"`
}

func (Status) MsgType() string { return "status" }
func (Status) content()        {}

// An ExecuteInput repeats a cell that begins to run.
type ExecuteInput struct {
	Code           string `json:"code"`
	ExecutionCount int    `json:"execution_count"`
}

func (ExecuteInput) MsgType() string { return "execute_input" }
func (ExecuteInput) content()        {}

// A Stream is text written to "stdout" or "stderr".
type Stream struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

func (Stream) MsgType() string { return "stream" }
func (Stream) content()        {}

// A DisplayData is something to be shown.
type DisplayData struct {
	Data      Bundle          `json:"data"`
	Metadata  json.RawMessage `json:"metadata"`
	Transient Transient       `json:"transient"`
}

func (DisplayData) MsgType() string { return "display_data" }
func (DisplayData) content()        {}

func (d DisplayData) normalized() Content {
	d.Data, d.Metadata = d.Data.orEmpty(), orEmpty(d.Metadata)
	return d
}

// Transient is what is not stored with an output.
type Transient struct {
	DisplayID string `json:"display_id,omitempty"` // for UpdateDisplayData; "": none
}

// An UpdateDisplayData replaces what was shown with the same display id.
type UpdateDisplayData struct {
	Data      Bundle          `json:"data"`
	Metadata  json.RawMessage `json:"metadata"`
	Transient Transient       `json:"transient"`
}

func (UpdateDisplayData) MsgType() string { return "update_display_data" }
func (UpdateDisplayData) content()        {}

func (d UpdateDisplayData) normalized() Content {
	d.Data, d.Metadata = d.Data.orEmpty(), orEmpty(d.Metadata)
	return d
}

// An ExecuteResult is the value of a cell's last expression.
type ExecuteResult struct {
	ExecutionCount int             `json:"execution_count"`
	Data           Bundle          `json:"data"`
	Metadata       json.RawMessage `json:"metadata"`
	Transient      Transient       `json:"transient,omitzero"`
}

func (ExecuteResult) MsgType() string { return "execute_result" }
func (ExecuteResult) content()        {}

func (r ExecuteResult) normalized() Content {
	r.Data, r.Metadata = r.Data.orEmpty(), orEmpty(r.Metadata)
	return r
}

// An Error is why a cell failed; its reply says the same.
type Error struct{ Failure }

func (Error) MsgType() string { return "error" }
func (Error) content()        {}

func (e Error) normalized() Content { return Error{*e.Failure.normalized()} }

// A ClearOutput removes a cell's output, if Wait only when the next one comes.
type ClearOutput struct {
	Wait bool `json:"wait"`
}

func (ClearOutput) MsgType() string { return "clear_output" }
func (ClearOutput) content()        {}

// An IOPubWelcome tells a client that its subscription to a topic is in effect.
type IOPubWelcome struct {
	Subscription string `json:"subscription"`
}

func (IOPubWelcome) MsgType() string { return "iopub_welcome" }
func (IOPubWelcome) content()        {}
