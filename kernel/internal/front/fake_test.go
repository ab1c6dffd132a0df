package front

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/supervisor"
)

// The fake language has one command a line; the fake worker carries them out:
//
//	print TEXT, warn TEXT    a line on stdout, stderr
//	bytes HEX                bytes on stdout
//	flood N TEXT             N numbered lines on stdout
//	value TEXT               the result
//	show TEXT, showid ID TEXT, update ID TEXT, clear
//	after DURATION TEXT      a goroutine prints TEXT later
//	doom DURATION REASON     a goroutine does die REASON later
//	ask PROMPT               reads a line and prints it
//	block                    until interrupted
//	pause DURATION           lets time pass, and so all that was sent arrive
//	hang                     until ended
//	fail NAME: VALUE         the cell fails
//	refuse TEXT              the worker cannot load the unit
//	die REASON               the worker is gone
//	exit N                   the program exits
//	var NAME                 declares a variable
//	note TEXT                a note of the compiler
//	load NAME DURATION       needs a package, which takes that long to load; no package
//	                         has a name that begins with "no"
//	grind DURATION           takes that long to compile
//	wrong TEXT               does not compile
//	bug TEXT                 the compiler panics
//	hello                    prints directory and environment changes, and what was replayed
type fakeLanguage struct {
	vars map[string]int // name to cell
	undo map[string]int // vars before the last Compile
	lost []string

	failed  map[string]error // of the Try under way
	missing []string         // in it

	mu     sync.Mutex
	loaded map[string]bool // guarded by mu
}

func newFakeLanguage() *fakeLanguage {
	return &fakeLanguage{vars: map[string]int{}, loaded: map[string]bool{}}
}

func (l *fakeLanguage) Compile(cell int, src string, pause func() error) (*Unit, error) {
	if err := l.Check(cell, src); err != nil {
		return nil, err
	}
	l.undo = maps.Clone(l.vars)
	u := &Unit{Code: []byte(src)}
	for line := range strings.Lines(src) {
		switch verb, rest := command(line); verb {
		case "load":
			if err := l.need(rest); err != nil {
				return nil, err
			}
		case "grind":
			d, _ := time.ParseDuration(rest)
			for begun := time.Now(); time.Since(begun) < d; time.Sleep(2 * slice) {
				if err := pause(); err != nil {
					return nil, err
				}
			}
		case "note":
			u.Notes = append(u.Notes, rest)
		case "var":
			l.vars[rest] = cell
		}
	}
	if strings.TrimSpace(src) == "" {
		return nil, nil
	}
	return u, nil
}

// need asks for a package, called "NAME DURATION".
func (l *fakeLanguage) need(pkg string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.loaded[pkg] {
		return nil
	}
	if err := l.failed[pkg]; err != nil {
		return fail("compile error", err.Error())
	}
	l.missing = append(l.missing, pkg)
	return errors.New("not loaded")
}

func (l *fakeLanguage) Try(failed map[string]error, do func()) []string {
	defer func(failed map[string]error, missing []string) { l.failed, l.missing = failed, missing }(l.failed, l.missing)
	l.failed, l.missing = failed, nil
	do()
	return l.missing
}

func (l *fakeLanguage) Load(ctx context.Context, pkg string) error {
	name, duration := command(pkg)
	d, _ := time.ParseDuration(duration)
	select {
	case <-time.After(d):
	case <-ctx.Done():
		return ctx.Err()
	}
	if strings.HasPrefix(name, "no") {
		return errors.New("there is no package " + name)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.loaded[pkg] = true
	return nil
}

func (l *fakeLanguage) Failed(int, string) {}

func (l *fakeLanguage) Rollback() { l.vars = l.undo }

func (l *fakeLanguage) Check(cell int, src string) error {
	n := 0
	for line := range strings.Lines(src) {
		n++
		switch verb, rest := command(line); verb {
		case "wrong":
			at := strings.Index(line, "wrong") + 1
			return fail("compile error", fmt.Sprintf("cell %d, line %d, column %d: %s", cell, n, at, rest))
		case "bug":
			panic(rest)
		}
	}
	return nil
}

func (l *fakeLanguage) List(int, string, session.ListOptions) (*session.Listing, error) {
	return nil, fail("compile error", "the fake language cannot be compiled")
}

func (l *fakeLanguage) Complaints(string, *session.Listing, []session.Place) error { return nil }

func (l *fakeLanguage) Joins(*session.Listing, int, string) string { return "" }

func (l *fakeLanguage) Complete(src string, cursor int) Completion {
	if verb, rest := command(src); verb == "load" && l.need(rest) != nil {
		return Completion{Start: cursor, End: cursor}
	}
	word := string([]rune(src)[:cursor])
	word = word[strings.LastIndexAny(word, " \n")+1:]
	c := Completion{Start: cursor - len([]rune(word)), End: cursor}
	for _, name := range slices.Sorted(maps.Keys(l.vars)) {
		if strings.HasPrefix(name, word) {
			c.Matches = append(c.Matches, Match{Text: name, Kind: "variable", Signature: "var " + name})
		}
	}
	return c
}

func (l *fakeLanguage) Inspect(src string, cursor, detail int) (Inspection, bool) {
	if _, ok := l.vars[src]; !ok {
		return Inspection{}, false
	}
	return Inspection{l.Variable(src), func(value string) map[string]string {
		return map[string]string{"text/plain": strings.TrimSpace(fmt.Sprintf("var %s (detail %d) %s", src, detail, value))}
	}}, true
}

// Variable numbers the variables whose names begin with v.
func (l *fakeLanguage) Variable(name string) int32 {
	if _, ok := l.vars[name]; ok && name[0] == 'v' {
		return int32(len(name))
	}
	return 0
}

func (l *fakeLanguage) IsComplete(src string) (status, indent string) {
	if strings.HasSuffix(src, "{") {
		return "incomplete", "\t"
	}
	return "complete", ""
}

func (l *fakeLanguage) Names() []magic.Name {
	var names []magic.Name
	for _, n := range slices.Sorted(maps.Keys(l.vars)) {
		names = append(names, magic.Name{Name: n, Kind: "var", Type: "int", Cell: l.vars[n]})
	}
	return names
}

func (l *fakeLanguage) Program() (string, error) { return "package main\n", nil }

func (l *fakeLanguage) Reset() { clear(l.vars) }

func (l *fakeLanguage) Replay() (*Unit, error) {
	l.lost = slices.Sorted(maps.Keys(l.vars))
	if slices.Contains(l.lost, "poison") {
		return &Unit{Code: []byte("die fatal error: poisoned")}, nil
	}
	if len(l.lost) == 0 {
		return nil, nil
	}
	return &Unit{Code: []byte("replay " + strings.Join(l.lost, " "))}, nil
}

func (l *fakeLanguage) Lost() []string { return l.lost }

func command(line string) (verb, rest string) {
	verb, rest, _ = strings.Cut(strings.TrimSpace(line), " ")
	return verb, rest
}

// A fakeWorker carries out the fake language. Its goroutines end when it is
// closed or has died.
type fakeWorker struct {
	events  chan supervisor.Event
	inbox   chan link.Message
	stopped chan struct{} // closed by Close, and when it dies
	discard chan struct{}
	stop    sync.Once
	drop    sync.Once
	group   sync.WaitGroup

	mu   sync.Mutex
	news []string // what it was told about its place
}

// startFake returns a Config.Start; starts that are not nil in errs fail.
func startFake(errs ...error) func(context.Context) (Worker, error) {
	n := 0
	return func(context.Context) (Worker, error) {
		if n++; n <= len(errs) && errs[n-1] != nil {
			return nil, errs[n-1]
		}
		w := &fakeWorker{
			events:  make(chan supervisor.Event),
			inbox:   make(chan link.Message, 100),
			stopped: make(chan struct{}),
			discard: make(chan struct{}),
		}
		w.group.Go(w.loop)
		return w, nil
	}
}

func (w *fakeWorker) Events() <-chan supervisor.Event { return w.events }
func (w *fakeWorker) Pid() int                        { return 0 }
func (w *fakeWorker) Discard()                        { w.drop.Do(func() { close(w.discard) }) }

func (w *fakeWorker) Close() error {
	w.stop.Do(func() { close(w.stopped) })
	w.group.Wait()
	return nil
}

func (w *fakeWorker) Send(m link.Message) {
	switch m := m.(type) {
	case *link.Chdir:
		w.tell("dir " + m.Dir)
		return
	case *link.Setenv:
		w.tell(fmt.Sprintf("env %s=%s unset=%v", m.Key, m.Value, m.Unset))
		return
	}
	select {
	case w.inbox <- m:
	case <-w.stopped:
	}
}

func (w *fakeWorker) tell(news string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.news = append(w.news, news)
}

func (w *fakeWorker) emit(e supervisor.Event) {
	select {
	case w.events <- e:
	case <-w.discard:
	}
}

func (w *fakeWorker) send(m link.Message) { w.emit(supervisor.Event{Message: m}) }

// errDead ends the loop of a worker that has died.
var errDead = errors.New("dead")

func (w *fakeWorker) loop() {
	w.send(&link.Ready{})
	for {
		select {
		case <-w.stopped:
			return
		case m := <-w.inbox:
			switch m := m.(type) {
			case *link.Run:
				if w.run(m) == errDead {
					return
				}
			case *link.Describe:
				w.describe(m)
			}
		}
	}
}

// describe tells values, but not that of variable 6 ("vanish").
func (w *fakeWorker) describe(d *link.Describe) {
	var texts []string
	for _, id := range d.Globals {
		switch id {
		case 0:
			texts = append(texts, "")
		case 6:
			return
		default:
			texts = append(texts, fmt.Sprint("value ", id))
		}
	}
	w.send(&link.Described{Seq: d.Seq, Texts: texts})
}

func (w *fakeWorker) run(r *link.Run) error {
	done := &link.Done{Seq: r.Seq, Elapsed: int64(3 * time.Millisecond)}
	for line := range strings.Lines(string(r.Unit)) {
		verb, rest := command(line)
		if err := w.do(r, done, verb, rest); err != nil {
			return err
		}
		if done.Failure != nil {
			break
		}
	}
	w.send(done)
	return nil
}

func (w *fakeWorker) do(r *link.Run, done *link.Done, verb, rest string) error {
	out := func(s link.Stream, text string) { w.send(&link.Output{Cell: r.Cell, Stream: s, Data: []byte(text)}) }
	first, more, _ := strings.Cut(rest, " ")
	switch verb {
	case "print":
		out(link.Stdout, rest+"\n")
	case "warn":
		out(link.Stderr, rest+"\n")
	case "bytes":
		p, _ := hex.DecodeString(rest)
		out(link.Stdout, string(p))
	case "flood":
		n, _ := strconv.Atoi(first)
		for i := range n {
			out(link.Stdout, fmt.Sprintf("%s %d\n", more, i))
		}
	case "value":
		b := textOf(rest)
		done.Result = &b
	case "show":
		w.send(&link.Display{Cell: r.Cell, Bundle: textOf(rest)})
	case "showid":
		w.send(&link.Display{Cell: r.Cell, Bundle: textOf(more), DisplayID: first})
	case "update":
		w.send(&link.Display{Cell: r.Cell, Kind: link.DisplayUpdate, Bundle: textOf(more), DisplayID: first})
	case "clear":
		w.send(&link.Display{Cell: r.Cell, Kind: link.DisplayClear, Wait: true})
	case "after":
		d, _ := time.ParseDuration(first)
		w.group.Go(func() {
			select {
			case <-time.After(d):
				out(link.Stdout, more+"\n")
			case <-w.stopped:
			}
		})
	case "doom":
		d, _ := time.ParseDuration(first)
		w.group.Go(func() {
			select {
			case <-time.After(d):
				w.die(&supervisor.Exit{Reason: more})
			case <-w.stopped:
			}
		})
	case "replay":
		w.tell("replayed " + rest)
	case "ask":
		w.ask(r, done, rest)
	case "block":
		w.block(r, done)
	case "pause":
		d, _ := time.ParseDuration(rest)
		time.Sleep(d)
	case "hang":
		<-w.stopped
		return errDead
	case "refuse":
		done.Refused, done.Failure = true, &link.Failure{Name: "internal error", Value: rest}
	case "fail":
		name, value, _ := strings.Cut(rest, ": ")
		done.Failure = &link.Failure{Name: name, Value: value, Stack: []string{fmt.Sprintf("main.f cell %d, line 1", r.Cell)}}
	case "die":
		w.die(&supervisor.Exit{Reason: rest, Crash: []string{rest, "", "goroutine 1 [running]:", "main.main()", "\tcell 1, line 2"}})
		return errDead
	case "exit":
		code, _ := strconv.Atoi(rest)
		w.send(&link.Exiting{Cell: r.Cell, Code: code})
		w.die(&supervisor.Exit{Reason: "exit status " + rest})
		return errDead
	case "hello":
		w.mu.Lock()
		defer w.mu.Unlock()
		out(link.Stdout, strings.Join(w.news, "\n")+"\n")
	}
	return nil
}

func (w *fakeWorker) die(e *supervisor.Exit) {
	w.emit(supervisor.Event{Exit: e})
	close(w.events)
	w.stop.Do(func() { close(w.stopped) })
}

func (w *fakeWorker) block(r *link.Run, done *link.Done) {
	for {
		select {
		case m := <-w.inbox:
			if i, ok := m.(*link.Interrupt); ok && i.Seq == r.Seq {
				done.Failure = &link.Failure{Name: "interrupt"}
				return
			}
		case <-w.stopped:
			return
		}
	}
}

func (w *fakeWorker) ask(r *link.Run, done *link.Done, prompt string) {
	w.send(&link.InputRequest{ID: r.Seq, Cell: r.Cell, Prompt: prompt})
	for {
		select {
		case m := <-w.inbox:
			switch m := m.(type) {
			case *link.Interrupt:
				done.Failure = &link.Failure{Name: "interrupt"}
				return
			case *link.InputReply:
				w.send(&link.Output{Cell: r.Cell, Stream: link.Stdout, Data: fmt.Appendf(nil, "got %q eof=%v err=%q\n", m.Value, m.EOF, m.Err)})
				return
			}
		case <-w.stopped:
			return
		}
	}
}

func textOf(text string) link.Bundle {
	raw, _ := json.Marshal(text)
	return link.Bundle{Data: map[string]json.RawMessage{"text/plain": raw}}
}
