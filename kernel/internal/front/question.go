package front

import (
	"fmt"
	"slices"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/supervisor"
)

const (
	// answerTime is how long the worker may take to describe values. It does so
	// while a cell runs; but it may be starting, stopped, or starved by its program.
	answerTime = 150 * time.Millisecond
	// deafTime is how long the worker may be silent after an interrupt.
	deafTime = 5 * time.Second
	// maxQuestions is how many questions may wait for an answer.
	maxQuestions = 8
)

// Questions are what the front asks the worker about values, while cells and
// requests go on. Each is answered once.
type questions struct {
	timer   *time.Timer // fires when one of pending is due
	seq     int64       // of the latest question
	pending []question
}

type question struct {
	seq    int64
	due    time.Time
	answer func(*link.Described) // nil if the worker is silent
}

func newQuestions() questions {
	q := questions{timer: time.NewTimer(0)}
	q.timer.Stop()
	return q
}

// askValues calls answer, now or later, with one text for each variable: "" if its
// value cannot be told.
func (f *Front) askValues(variables []int32, answer func(texts []string)) {
	unknown := make([]string, len(variables))
	if !f.worker.isReady || len(variables) == 0 || len(f.questions.pending) >= maxQuestions {
		answer(unknown)
		return
	}
	f.ask(&link.Describe{Globals: variables}, answerTime, func(d *link.Described) {
		if d == nil || len(d.Texts) != len(unknown) {
			answer(unknown)
			return
		}
		answer(d.Texts)
	})
}

// ask asks the worker to describe variables, of which there may be none: then it
// is asked whether it listens at all. The answer is nil if none comes in time.
func (f *Front) ask(d *link.Describe, patience time.Duration, answer func(*link.Described)) {
	q := &f.questions
	q.seq++
	q.pending = append(q.pending, question{q.seq, time.Now().Add(patience), answer})
	q.arm()
	d.Seq = q.seq
	f.worker.Send(d)
}

// arm sets the timer to when the first question is due.
func (q *questions) arm() {
	q.timer.Stop()
	if len(q.pending) > 0 {
		first := slices.MinFunc(q.pending, func(a, b question) int { return a.due.Compare(b.due) })
		q.timer.Reset(time.Until(first.due))
	}
}

// described takes the worker's answer. One that comes too late is for nobody.
func (q *questions) described(d *link.Described) {
	for i, p := range q.pending {
		if p.seq == d.Seq {
			q.pending = append(q.pending[:i:i], q.pending[i+1:]...)
			p.answer(d)
			return
		}
	}
}

// expire answers what is overdue.
func (q *questions) expire() {
	now := time.Now()
	due := func(p question) bool { return !p.due.After(now) }
	for i := slices.IndexFunc(q.pending, due); i >= 0; i = slices.IndexFunc(q.pending, due) {
		p := q.pending[i]
		q.pending = append(q.pending[:i:i], q.pending[i+1:]...)
		p.answer(nil)
	}
	q.arm()
}

// watch sees to it that the worker still listens after an interrupt. If it does not,
// because it is stopped or starved, it is ended: its program would never be.
func (f *Front) watch(r *run) {
	w := f.worker.Worker
	if !f.worker.isReady {
		return
	}
	f.ask(new(link.Describe), deafTime, func(d *link.Described) {
		switch {
		case d != nil || f.worker.Worker != w || f.cell == nil || f.cell.run != r:
		case f.out.behind() || time.Since(f.worker.heard) < deafTime:
			f.watch(r) // it is the clients that are slow
		default:
			f.endDeaf()
		}
	})
}

func (f *Front) endDeaf() {
	f.abandonWorker()
	f.died(&supervisor.Exit{Reason: fmt.Sprintf("the worker process did not react for %v after the interrupt", deafTime)})
}
