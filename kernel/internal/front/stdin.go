package front

import (
	"encoding/json"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/wire"
)

// A stdin is the conversation with the user about lines of input: one question
// at a time, the others wait.
//
// An interrupted cell's questions stay until its end: the worker takes back those
// of the goroutines it stops, and an answer in its way would let them go on.
type stdin struct {
	waiting []*link.InputRequest // the first has been asked
	asked   string               // msg_id of the question; "" if no answer is wanted
}

// askInput passes a question of the program on to the user.
func (f *Front) askInput(r *link.InputRequest) {
	c := f.cell
	switch {
	case c == nil || c.finishing || c.number != r.Cell:
		f.refuseInput(r, "input is possible only while the cell that wants it runs")
	case !c.AllowStdin:
		f.refuseInput(r, "this client does not allow input")
	case c.interrupted:
		f.refuseInput(r, "interrupted")
	default:
		f.stdin.waiting = append(f.stdin.waiting, r)
		if len(f.stdin.waiting) == 1 {
			f.askNext()
		}
	}
}

func (f *Front) refuseInput(r *link.InputRequest, why string) {
	f.worker.Send(&link.InputReply{ID: r.ID, Err: why})
}

// askNext asks the first question that waits.
func (f *Front) askNext() {
	c := f.cell
	if len(f.stdin.waiting) == 0 || c == nil {
		return
	}
	f.streams.fence(c.number)
	r := f.stdin.waiting[0]
	m := f.cfg.Codec.New(c.request, wire.InputRequest{Prompt: r.Prompt, Password: r.Password})
	f.stdin.asked = m.Header.ID
	f.out.after(func() {
		if f.stdin.asked == m.Header.ID { // not interrupted meanwhile
			f.send(m)
		}
	})
}

// inputReply takes the user's answer. One that answers an earlier question, or
// none, is stale.
func (f *Front) inputReply(m *wire.Message) {
	content, err := m.Decode()
	in, ok := content.(wire.InputReply)
	var parent wire.Header
	json.Unmarshal(m.Parent, &parent) // clients may leave it out
	switch {
	case err != nil || !ok:
		f.cfg.Logf("on stdin: a %s that is no input_reply: %v", m.Header.Type, err)
		return
	case f.stdin.asked == "" || parent.ID != "" && parent.ID != f.stdin.asked:
		f.cfg.Logf("on stdin: a stale input_reply")
		return
	}
	r := f.stdin.waiting[0]
	f.stdin.waiting, f.stdin.asked = f.stdin.waiting[1:], ""
	answer := &link.InputReply{ID: r.ID, Value: in.Value}
	if in.Value == wire.EOF {
		answer.Value, answer.EOF = "", true
	}
	f.worker.Send(answer)
	f.askNext()
}

// dropInput takes the questions of the cell that ends back.
func (f *Front) dropInput() {
	waiting := f.stdin.waiting
	f.stdin = stdin{}
	for _, r := range waiting {
		f.refuseInput(r, "the cell has ended")
	}
}
