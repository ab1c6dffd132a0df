package wire

// An InputRequest asks the user for a line.
type InputRequest struct {
	Prompt   string `json:"prompt"`
	Password bool   `json:"password"` // not to be echoed
}

func (InputRequest) MsgType() string { return "input_request" }
func (InputRequest) content()        {}

// EOF is the value of an InputReply that stands for the end of input.
const EOF = "\x04"

// An InputReply is what the user entered.
type InputReply struct {
	Value string `json:"value"`
}

func (InputReply) MsgType() string { return "input_reply" }
func (InputReply) content()        {}
