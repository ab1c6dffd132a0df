package wire

import "encoding/json"

// An ExecuteRequest asks for a cell to be run.
type ExecuteRequest struct {
	Code            string            `json:"code"`
	Silent          bool              `json:"silent"`        // no output, no count, no history
	StoreHistory    bool              `json:"store_history"` // never true of a silent request
	UserExpressions map[string]string `json:"user_expressions"`
	AllowStdin      bool              `json:"allow_stdin"`
	StopOnError     bool              `json:"stop_on_error"`
}

func (ExecuteRequest) MsgType() string { return "execute_request" }
func (ExecuteRequest) content()        {}

func (r *ExecuteRequest) setDefaults() { r.StoreHistory, r.StopOnError = true, true }

func (r ExecuteRequest) normalized() Content {
	r.StoreHistory = r.StoreHistory && !r.Silent
	if r.UserExpressions == nil {
		r.UserExpressions = map[string]string{}
	}
	return r
}

// An ExecuteReply ends an ExecuteRequest. Status is "ok", "error" (with a
// Failure) or "aborted".
type ExecuteReply struct {
	Status          string                    `json:"status"`
	ExecutionCount  int                       `json:"execution_count"`
	Payload         []Payload                 `json:"payload"`
	UserExpressions map[string]UserExpression `json:"user_expressions"`
	*Failure
}

func (ExecuteReply) MsgType() string { return "execute_reply" }
func (ExecuteReply) content()        {}

func (r ExecuteReply) normalized() Content {
	r.Status = statusOf(r.Status, r.Failure)
	r.Failure = r.Failure.normalized()
	if r.Payload == nil {
		r.Payload = []Payload{}
	}
	expressions := make(map[string]UserExpression, len(r.UserExpressions))
	for name, x := range r.UserExpressions {
		expressions[name] = x.normalized()
	}
	r.UserExpressions = expressions
	return r
}

// A Failure is why a request failed. Embedded in a reply, nil means that it did not.
type Failure struct {
	Name      string   `json:"ename"`
	Value     string   `json:"evalue"`
	Traceback []string `json:"traceback"` // lines, ANSI colours allowed
}

func (f *Failure) normalized() *Failure {
	if f == nil || f.Traceback != nil {
		return f
	}
	g := *f
	g.Traceback = []string{}
	return &g
}

// statusOf returns status, or the one that follows from f if there is none.
func statusOf(status string, f *Failure) string {
	switch {
	case status != "":
		return status
	case f != nil:
		return "error"
	}
	return "ok"
}

// A UserExpression is the value of one of a request's user_expressions, or why
// it has none.
type UserExpression struct {
	Status   string          `json:"status"`
	Data     Bundle          `json:"data,omitzero"`
	Metadata json.RawMessage `json:"metadata,omitzero"`
	*Failure
}

func (x UserExpression) normalized() UserExpression {
	x.Status = statusOf(x.Status, x.Failure)
	x.Failure = x.Failure.normalized()
	if x.Failure == nil {
		x.Data, x.Metadata = x.Data.orEmpty(), orEmpty(x.Metadata)
	}
	return x
}

// A Payload is an instruction to the front end. See Page, SetNextInput, EditMagic
// and AskExit, which make them.
type Payload struct {
	Source     string `json:"source"`
	Data       Bundle `json:"data,omitzero"`
	Start      *int   `json:"start,omitempty"`
	Text       string `json:"text,omitempty"`
	Replace    *bool  `json:"replace,omitempty"`
	Filename   string `json:"filename,omitempty"`
	Line       *int   `json:"line_number,omitempty"`
	KeepKernel *bool  `json:"keepkernel,omitempty"`
}

// Page shows data in the front end's pager, from line start (0-based) on.
func Page(data Bundle, start int) Payload {
	return Payload{Source: "page", Data: data.orEmpty(), Start: &start}
}

// SetNextInput puts text into the next cell, or in place of the current one.
func SetNextInput(text string, replace bool) Payload {
	return Payload{Source: "set_next_input", Text: text, Replace: &replace}
}

// EditMagic opens a file in the user's editor, at a line (1-based).
func EditMagic(filename string, line int) Payload {
	return Payload{Source: "edit_magic", Filename: filename, Line: &line}
}

// AskExit ends a console, and its kernel unless keepKernel.
func AskExit(keepKernel bool) Payload {
	return Payload{Source: "ask_exit", KeepKernel: &keepKernel}
}
