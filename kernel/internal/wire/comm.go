package wire

import "encoding/json"

// Comms are conversations between objects of the kernel and of the front end.
// Their messages go both ways: from a client on shell, from the kernel on iopub.

// A CommOpen begins a comm with the object that Target names on the other side.
// Who does not know Target answers with a CommClose.
type CommOpen struct {
	ID     string          `json:"comm_id"`
	Target string          `json:"target_name"`
	Module string          `json:"target_module,omitempty"`
	Data   json.RawMessage `json:"data"`
}

func (CommOpen) MsgType() string { return "comm_open" }
func (CommOpen) content()        {}

func (c CommOpen) normalized() Content { c.Data = orEmpty(c.Data); return c }

// A CommMsg is one message of a comm.
type CommMsg struct {
	ID   string          `json:"comm_id"`
	Data json.RawMessage `json:"data"`
}

func (CommMsg) MsgType() string { return "comm_msg" }
func (CommMsg) content()        {}

func (c CommMsg) normalized() Content { c.Data = orEmpty(c.Data); return c }

// A CommClose ends a comm.
type CommClose struct {
	ID   string          `json:"comm_id"`
	Data json.RawMessage `json:"data"`
}

func (CommClose) MsgType() string { return "comm_close" }
func (CommClose) content()        {}

func (c CommClose) normalized() Content { c.Data = orEmpty(c.Data); return c }

// A CommInfoRequest asks for the open comms.
type CommInfoRequest struct {
	Target string `json:"target_name,omitempty"` // only those of this target; "": all
}

func (CommInfoRequest) MsgType() string { return "comm_info_request" }
func (CommInfoRequest) content()        {}

// A CommInfoReply lists open comms by id.
type CommInfoReply struct {
	Status string              `json:"status"`
	Comms  map[string]CommInfo `json:"comms"`
	*Failure
}

func (CommInfoReply) MsgType() string { return "comm_info_reply" }
func (CommInfoReply) content()        {}

func (r CommInfoReply) normalized() Content {
	r.Status, r.Failure = statusOf(r.Status, r.Failure), r.Failure.normalized()
	if r.Comms == nil {
		r.Comms = map[string]CommInfo{}
	}
	return r
}

// CommInfo describes an open comm.
type CommInfo struct {
	Target string `json:"target_name"`
}
