package worker

import (
	"errors"
	"io"
	"reflect"
	"testing"
	"testing/synctest"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// A client is the front's end of the link to a worker in this process.
type client struct {
	t       *testing.T
	runs    *link.Conn
	control *link.Conn
}

// connected starts a worker whose link ends with the test.
func connected(t *testing.T, e *engine.Engine) client {
	runs, toRuns := io.Pipe()
	control, toControl := io.Pipe()
	fromWorker, toFront := io.Pipe()
	w := &worker{runs: link.NewConn(runs, nil), conn: link.NewConn(control, toFront), engine: e}
	rt.Connect(host{w})
	go w.run()
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.receive()
	}()
	t.Cleanup(func() {
		toRuns.Close()
		toControl.Close()
		<-done
	})
	return client{t, link.NewConn(nil, toRuns), link.NewConn(fromWorker, toControl)}
}

// run sends what is to be done in order, as far as the worker has come.
func (c client) run(ms ...*link.Run) {
	go func() {
		for _, m := range ms {
			c.runs.Send(m)
		}
	}()
}

func (c client) next() link.Message {
	c.t.Helper()
	m, err := c.control.Receive()
	if err != nil {
		c.t.Fatal(err)
	}
	return m
}

// program is the one engine of the test process.
var program = func() func(t *testing.T) *engine.Engine {
	var e *engine.Engine
	return func(t *testing.T) *engine.Engine {
		t.Helper()
		if e == nil {
			var err error
			if e, err = engine.New(); err != nil {
				t.Fatal(err)
			}
		}
		return e
	}
}()

// unit is a cell of the given statements.
func unit(t *testing.T, id core.FuncID, statements ...string) []byte {
	t.Helper()
	body := &core.Node{Op: core.OpBlock}
	for _, s := range statements {
		n, err := core.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		body.Args = append(body.Args, n)
	}
	f := &core.Func{ID: id, Name: "cell", Cell: int(id), Slots: []core.Slot{{Name: "i", Type: core.Int}}, Body: body}
	return core.Encode(&core.Unit{Cell: int(id), Funcs: []*core.Func{f}, Run: id})
}

func TestRuns(t *testing.T) {
	c := connected(t, program(t))
	c.run(
		&link.Run{Seq: 1, Cell: 1, Unit: unit(t, 1, `(println (const:17 "text"))`)},
		&link.Run{Seq: 2, Cell: 2, Unit: unit(t, 2, `(result (toiface:19 (const:2 #42)))`)},
		&link.Run{Seq: 3, Cell: 3, Unit: unit(t, 3, `(panic (toiface:19 (const:17 "oh")))`)},
		&link.Run{Seq: 4, Cell: 4, Unit: []byte("no unit")},
	)
	if m, ok := c.next().(*link.Output); !ok || m.Cell != 1 || m.Stream != link.Stderr || string(m.Data) != "text\n" {
		t.Errorf("output is %+v", m)
	}
	if d := c.done(1); d.Failure != nil || d.Result != nil {
		t.Errorf("run 1: %+v", d)
	}
	if d := c.done(2); d.Failure != nil || d.Result == nil || string(d.Result.Data["text/plain"]) != `"42"` {
		t.Errorf("run 2: %+v", d)
	}
	if d := c.done(3); d.Failure == nil || d.Failure.Name != "panic" || d.Failure.Value != "oh" {
		t.Errorf("run 3: %+v", d.Failure)
	}
	if d := c.done(4); d.Failure == nil || d.Failure.Name != "internal error" || !d.Refused {
		t.Errorf("run 4: %+v", d)
	}
}

func (c client) done(seq int64) *link.Done {
	c.t.Helper()
	d, ok := c.next().(*link.Done)
	if !ok || d.Seq != seq {
		c.t.Fatalf("got %+v, want the end of run %d", d, seq)
	}
	return d
}

func TestInterrupt(t *testing.T) {
	c := connected(t, program(t))
	c.run(
		&link.Run{Seq: 5, Cell: 5, Unit: unit(t, 5, `(println (const:17 "up"))`, `(for _ _ (block))`)},
		&link.Run{Seq: 6, Cell: 6, Unit: unit(t, 6, `(for _ _ (block))`)},
		&link.Run{Seq: 7, Cell: 7, Unit: unit(t, 7, `(result (toiface:19 (const:2 #42)))`)},
	)
	c.next() // it prints, so it runs
	c.control.Send(&link.Interrupt{Seq: 6})
	c.control.Send(&link.Interrupt{Seq: 5})
	for seq := int64(5); seq <= 6; seq++ {
		if d := c.done(seq); d.Failure == nil || d.Failure.Name != interrupted {
			t.Errorf("run %d: %+v", seq, d.Failure)
		} else if d.Refused != (seq == 6) {
			t.Errorf("run %d has no effect: %v", seq, d.Refused)
		}
	}
	c.control.Send(&link.Interrupt{Seq: 6}) // too late: it hits no other
	if d := c.done(7); d.Failure != nil {
		t.Errorf("run 7: %+v", d.Failure)
	}
}

// TestAsk asks, and looks at each kind of answer and at an interrupt.
func TestAsk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, toFront := io.Pipe()
		w := &worker{conn: link.NewConn(nil, toFront)}
		front := link.NewConn(r, nil)
		for _, tt := range []struct {
			reply *link.InputReply
			want  string
			err   error
		}{
			{&link.InputReply{Value: "gopher"}, "gopher", nil},
			{&link.InputReply{EOF: true}, "", io.EOF},
			{&link.InputReply{Err: "no input here"}, "", errors.New("no input here")},
			{nil, "", errInterrupted},
		} {
			done := make(chan struct{})
			go func() {
				m, err := front.Receive()
				q, ok := m.(*link.InputRequest)
				if err != nil || !ok || q.Prompt != "? " || !q.Password || q.Cell != 7 {
					t.Errorf("question is %+v, %v", m, err)
				}
				if tt.reply == nil {
					close(done)
					return
				}
				w.input.reply(&link.InputReply{ID: q.ID + 100}) // stale
				tt.reply.ID = q.ID
				w.input.reply(tt.reply)
			}()
			got, err := w.ask(7, "? ", true, done)
			if got != tt.want || !reflect.DeepEqual(err, tt.err) {
				t.Errorf("got %q, %v, want %q, %v", got, err, tt.want, tt.err)
			}
			synctest.Wait()
		}
		if len(w.input.waiting) != 0 {
			t.Errorf("questions are left: %v", w.input.waiting)
		}
	})
}
