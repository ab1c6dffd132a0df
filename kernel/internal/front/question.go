package front

import (
	"time"

	"gosched/kernel/internal/link"
)

const (
	// answerTime is how long the worker may take to describe values. It does so
	// while a cell runs; but it may be starting, stopped, or starved by its program.
	answerTime = 150 * time.Millisecond
	// maxQuestions is how many questions may wait for an answer.
	maxQuestions = 8
)

// Questions are what the front asks the worker about values, while cells and
// requests go on. Each is answered once, with empty texts if the worker is silent.
type questions struct {
	timer   *time.Timer // fires when the first of pending is due
	seq     int64       // of the latest question
	pending []question  // oldest first
}

type question struct {
	seq    int64
	due    time.Time
	count  int
	answer func(texts []string)
}

func newQuestions() questions {
	q := questions{timer: time.NewTimer(0)}
	q.timer.Stop()
	return q
}

// askValues calls answer, now or later, with one text for each variable: "" if its
// value cannot be told.
func (f *Front) askValues(variables []int32, answer func(texts []string)) {
	q := &f.questions
	if !f.worker.isReady || len(variables) == 0 || len(q.pending) >= maxQuestions {
		answer(make([]string, len(variables)))
		return
	}
	q.seq++
	q.pending = append(q.pending, question{q.seq, time.Now().Add(answerTime), len(variables), answer})
	if len(q.pending) == 1 {
		q.timer.Reset(answerTime)
	}
	f.worker.Send(&link.Describe{Seq: q.seq, Globals: variables})
}

// described takes the worker's answer. One that comes too late is for nobody.
func (q *questions) described(d *link.Described) {
	for i, p := range q.pending {
		if p.seq == d.Seq {
			q.pending = append(q.pending[:i:i], q.pending[i+1:]...)
			p.give(d.Texts)
			return
		}
	}
}

// expire answers what is overdue.
func (q *questions) expire() {
	for len(q.pending) > 0 {
		p := q.pending[0]
		if wait := time.Until(p.due); wait > 0 {
			q.timer.Reset(wait)
			return
		}
		q.pending = q.pending[1:]
		p.give(nil)
	}
}

// give answers with as many texts as were asked for.
func (p question) give(texts []string) {
	if len(texts) != p.count {
		texts = make([]string, p.count)
	}
	p.answer(texts)
}
