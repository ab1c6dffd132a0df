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
	waiting []inputQuestion // the first has been asked
	asked   string          // msg_id of the question; "" if no answer is wanted
}

// An inputQuestion is a question of the program, interpreted or compiled, which
// answer takes back to it.
type inputQuestion struct {
	*link.InputRequest
	answer func(*link.InputReply)
}

// refuse answers that there is no input.
func (q inputQuestion) refuse(why string) { q.answer(&link.InputReply{ID: q.ID, Err: why}) }

// askInput passes a question on to the user.
func (f *Front) askInput(r *link.InputRequest, answer func(*link.InputReply)) {
	c, q := f.cell, inputQuestion{r, answer}
	switch {
	case c == nil || c.finishing || c.number != r.Cell:
		q.refuse("input is possible only while the cell that wants it runs")
	case !c.AllowStdin:
		q.refuse("this client does not allow input")
	case c.interrupted:
		q.refuse("interrupted")
	default:
		f.stdin.waiting = append(f.stdin.waiting, q)
		if len(f.stdin.waiting) == 1 {
			f.askNext()
		}
	}
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
	r.answer(answer)
	f.askNext()
}

// dropInput takes the questions of the cell that ends back.
func (f *Front) dropInput() {
	waiting := f.stdin.waiting
	f.stdin = stdin{}
	for _, q := range waiting {
		q.refuse("the cell has ended")
	}
}
