package front

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"slices"
	"time"

	"github.com/google/uuid"

	"gosched/kernel/display"
	"gosched/kernel/internal/link"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/twin"
	"gosched/kernel/native"
)

// A job is also the twin.Console of compiled programs.

func (j *job) Compiler() *twin.Twin { return j.f.cfg.Twin }

func (j *job) List(src string, o session.ListOptions) (l *session.Listing, err error) {
	if stopped := j.understand(func() { l, err = j.f.cfg.Language.List(j.cell.number, src, o) }); stopped != nil {
		return nil, stopped
	}
	return l, err
}

// handOverTime is how long the worker may take to write values down.
const handOverTime = time.Minute

func (j *job) HandOver(names []string, file string) (dynamic []string, err error) {
	j.wait(func(done func()) {
		d := &link.Describe{HandOver: names, File: file}
		for _, name := range names {
			id := j.f.cfg.Language.Variable(name)
			if id == 0 {
				err = fail("hand over", name+" is no variable of the session that has a value")
				done()
				return
			}
			d.Globals = append(d.Globals, id)
		}
		if err = errors.New("the worker process is not there"); !j.f.worker.isReady {
			done()
			return
		}
		j.f.ask(d, handOverTime, func(a *link.Described) {
			switch {
			case a == nil:
				err = fail("hand over", "the worker process did not write the values down in time")
			case a.Err != "":
				err = fail("hand over", a.Err)
			default:
				dynamic, err = a.Texts, nil
			}
			done()
		})
	})
	return dynamic, err
}

func (j *job) Complaints(name string, l *session.Listing, places []session.Place) (err error) {
	if !j.do(func() { err = j.f.cfg.Language.Complaints(name, l, places) }) {
		return errEnding
	}
	return err
}

// Join makes the declarations of a compiled cell a part of the session. What the
// interpreter cannot do is said, and no failure: the program can.
func (j *job) Join(l *session.Listing, src string) error {
	var declarations string
	if !j.do(func() { declarations = j.f.cfg.Language.Joins(l, j.cell.number, src) }) {
		return errEnding
	}
	if declarations == "" {
		return nil
	}
	if o, err := j.part(declarations, nil); o.failure != nil && o.failure.Name == "unsupported" {
		j.do(func() { j.f.note(j.cell.number, "later cells do not have these declarations: "+o.failure.Value) })
		return nil
	} else if err != nil {
		return err
	}
	return nil
}

func (j *job) Fail(name, value string, stack []string) (err error) {
	j.do(func() {
		stack = j.f.parents.quoting(slices.Clone(stack))
		err = &Failure{Name: name, Value: value, Traceback: append([]string{headline(name, value)}, stack...)}
	})
	if err == nil {
		return errEnding
	}
	return err
}

func (j *job) Line(cell, line int) (text string) {
	j.do(func() { text = j.f.parents.line(fmt.Sprintf("cell %d, line %d", cell, line)) })
	return text
}

func (j *job) Display(bundle map[string]string) (update func(map[string]string)) {
	id := uuid.NewString()
	show := func(kind link.DisplayKind, bundle map[string]string) {
		d := &link.Display{Kind: kind, Cell: j.cell.number, DisplayID: id, Bundle: link.Bundle{Data: make(map[string]json.RawMessage)}}
		for mime, text := range bundle {
			d.Bundle.Data[mime], _ = json.Marshal(text) // a string can be
		}
		j.do(func() { j.f.display(d) })
	}
	show(link.DisplayData, bundle)
	return func(bundle map[string]string) { show(link.DisplayUpdate, bundle) }
}

// Note shows the line as no part of what the program printed, and not as an error:
// notebooks show standard error in red.
func (j *job) Note(line string) {
	j.Display(map[string]string{"text/plain": line, "text/html": "<small>" + html.EscapeString(line) + "</small>"})
}

// A console is a job as compiled programs see it.
type console struct{ *job }

func (j *job) Console() twin.Console { return console{j} }

func (c console) Print(s twin.Stream, p []byte) {
	k := source{c.cell.number, link.Stdout}
	if s == twin.Stderr {
		k.stream = link.Stderr
	}
	c.do(func() { c.f.streams.add(k, p) })
}

func (c console) Event(e native.Event) {
	switch {
	case e.Result != nil:
		c.do(func() { c.f.showResult(c.cell, (*link.Bundle)(e.Result)) })
	case e.Display != nil:
		d := &link.Display{Cell: c.cell.number, DisplayID: e.Display.DisplayID, Wait: e.Display.Wait, Bundle: link.Bundle(e.Display.Bundle)}
		switch e.Display.Kind {
		case display.KindUpdate:
			d.Kind = link.DisplayUpdate
		case display.KindClear:
			d.Kind = link.DisplayClear
		}
		if d.Bundle.Data == nil {
			d.Bundle.Data = map[string]json.RawMessage{}
		}
		c.do(func() { c.f.display(d) })
	}
}

func (c console) Input(ctx context.Context, prompt string, password bool) (string, error) {
	answers := make(chan *link.InputReply, 1)
	ok := c.do(func() {
		r := &link.InputRequest{Cell: c.cell.number, Prompt: prompt, Password: password}
		c.f.askInput(r, func(a *link.InputReply) { answers <- a })
	})
	if !ok {
		return "", errEnding
	}
	select {
	case a := <-answers:
		return a.Line()
	case <-ctx.Done():
		return "", ctx.Err()
	case <-c.f.closing:
		return "", errEnding
	}
}
