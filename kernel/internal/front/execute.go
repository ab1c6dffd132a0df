package front

import (
	"errors"
	"maps"
	"slices"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/wire"
)

// next begins queued cells while none runs.
func (f *Front) next() {
	for f.cell == nil && len(f.queue) > 0 && !f.ended {
		m := f.queue[0]
		f.queue[0] = nil
		f.queue = f.queue[1:]
		f.begin(m)
	}
}

// begin starts the cell of an execute request. It ends by finish, now or later.
func (f *Front) begin(m *wire.Message) {
	content, err := m.Decode()
	in, ok := content.(wire.ExecuteRequest)
	if err != nil || !ok {
		f.publishNow(m, wire.Status{State: "busy"})
		f.refuse(m, err)
		f.publishNow(m, wire.Status{State: "idle"})
		return
	}
	c := f.newCell(m, in)
	f.cell = c
	if !c.Silent {
		f.endLingering()
	}
	script, err := magic.Split(c.Code)
	if err == nil && script == nil {
		f.part(c, c.Code, func(o outcome) { f.mainDone(c, o) })
		return
	}
	f.announce(c)
	if err != nil {
		f.finish(c, asFailure(err))
	} else {
		f.startJob(c, script)
	}
}

// announce tells clients that a cell has begun, once. What the worker is to do is
// sent to it before: so the worker's work does not wait for words.
func (f *Front) announce(c *cell) {
	if c.announced {
		return
	}
	c.announced = true
	f.publishNow(c.request, wire.Status{State: "busy"})
	if !c.Silent {
		f.publishNow(c.request, wire.ExecuteInput{Code: c.Code, ExecutionCount: c.count})
	}
}

// mainDone goes on after the Go code of a cell without magic lines.
func (f *Front) mainDone(c *cell, o outcome) {
	if o.failure != nil {
		f.finish(c, o.failure)
		return
	}
	f.showResult(c, o.result)
	f.succeed(c)
}

// showResult publishes the value of the cell's last expression.
func (f *Front) showResult(c *cell, r *link.Bundle) {
	if r == nil || c.Silent {
		return
	}
	f.streams.fence(c.number)
	c.text = plain(r)
	f.show(c.request, wire.ExecuteResult{ExecutionCount: c.count, Data: r.Data, Metadata: r.Metadata})
}

// succeed ends a cell that has done its work: its user_expressions remain.
func (f *Front) succeed(c *cell) {
	names := slices.Sorted(maps.Keys(c.UserExpressions))
	f.expressions(c, names, map[string]wire.UserExpression{})
}

// expressions evaluates the named user_expressions one after another.
func (f *Front) expressions(c *cell, names []string, values map[string]wire.UserExpression) {
	if len(names) == 0 {
		f.conclude(c, wire.ExecuteReply{UserExpressions: values})
		return
	}
	f.part(c, c.UserExpressions[names[0]], func(o outcome) {
		x := wire.UserExpression{}
		switch {
		case o.failure != nil:
			x.Failure = o.failure.wire()
		case o.result == nil:
			x.Failure = fail("no value", "not an expression with a value: "+c.UserExpressions[names[0]]).wire()
		default:
			x.Data, x.Metadata = o.result.Data, o.result.Metadata
		}
		values[names[0]] = x
		f.expressions(c, names[1:], values)
	})
}

// finish ends a cell by a failure.
func (f *Front) finish(c *cell, e *Failure) {
	e = e.within(c)
	f.streams.fence(c.number)
	if !c.Silent {
		f.show(c.request, wire.Error{Failure: *e.wire()})
		if e.More != nil {
			f.show(c.request, wire.DisplayData{Data: e.More.Data, Metadata: e.More.Metadata})
		}
	}
	f.conclude(c, wire.ExecuteReply{Failure: e.wire()})
}

// conclude sends the reply and ends the cell, when all of its outputs are out.
func (f *Front) conclude(c *cell, reply wire.ExecuteReply) {
	f.streams.fence(c.number)
	f.dropInput()
	c.finishing = true
	reply.ExecutionCount, reply.Payload = c.count, c.payload
	aborts := reply.Failure != nil && c.StopOnError && !c.Silent
	f.out.after(func() {
		if aborts {
			f.drain() // now: what is sent in answer to the reply must run
		}
		m := f.cfg.Codec.New(c.request, reply)
		m.Metadata = wire.StartedMetadata(c.began)
		f.send(m)
		f.publishNow(c.request, wire.Status{State: "idle"})
		f.cell = nil
		f.remember(c)
		if aborts {
			f.abort()
		}
	})
}

// remember records a cell in the history.
func (f *Front) remember(c *cell) {
	if !c.StoreHistory {
		return
	}
	if err := f.cfg.History.Append(c.count, c.Code, c.text); err != nil {
		f.cfg.Logf("%v", err)
	}
}

// abort answers the cells in the queue without running them.
func (f *Front) abort() {
	queue := f.queue
	f.queue = nil
	for _, m := range queue {
		f.publishNow(m, wire.Status{State: "busy"})
		f.reply(m, wire.ExecuteReply{Status: "aborted", ExecutionCount: f.count})
		f.publishNow(m, wire.Status{State: "idle"})
	}
}

// drain receives what has arrived.
func (f *Front) drain() {
	for {
		select {
		case m, ok := <-f.cfg.Sockets.Recv():
			if !ok {
				f.ended = true
				return
			}
			f.receive(m)
		default:
			return
		}
	}
}

// interrupt stops the running cell; its end follows.
func (f *Front) interrupt() {
	c := f.cell
	if c == nil || c.finishing {
		return
	}
	c.interrupted = true
	f.stdin.asked = "" // whatever is answered now is stale
	if c.job != nil {
		c.job.cancel()
	}
	if c.giveUp != nil {
		c.giveUp()
	}
	if c.run != nil {
		f.worker.Send(&link.Interrupt{Seq: c.run.seq})
		f.watch(c.run)
	}
}

// asFailure makes a failure of an error of package magic or of an Env.
func asFailure(err error) *Failure {
	var e *Failure
	var m *magic.Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.As(err, &m):
		return fail(m.Name, m.Text)
	}
	return fail("error", err.Error())
}
