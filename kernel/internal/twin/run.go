//go:build unix

package twin

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"gosched/kernel/internal/offspring"
	"gosched/kernel/internal/quota"
	"gosched/kernel/native"
	"gosched/kernel/native/profile"
	"gosched/kernel/native/trace"
)

// RunOptions say how a program runs.
type RunOptions struct {
	Args    []string // without the program's name
	Dir     string
	Environ []string
	CPU     int         // GOMAXPROCS, 0 if that is not set
	Memory  quota.Limit // of all its processes
	Race    bool        // it was built with the race detector
	Values  string      // file with values that are handed over, "" if there are none
	Profile string      // value of native/profile's variable, "" without a profile
	Trace   string      // the same of native/trace
}

// grace is how long an interrupted program may take to end by itself.
const grace = time.Second

// linger is how long pipes are read after the keeper's end.
const linger = 200 * time.Millisecond

// A program is a process in the care of a keeper.
//
// Goroutines, all started by Run, which returns after they have ended:
//   - two readers of standard output and error: block on the pipe or on the
//     console, end at the pipe's end.
//   - serve: blocks on the event pipe or on the console, ends at the pipe's end. It
//     has readers read what the program printed before an event.
//   - climb: waits for the context or the end, and climbs the ladder.
//   - watch: looks, every now and then, whether the program waits for input or uses
//     too much memory; ends with the keeper.
//   - ask, started by watch when there is something to ask: blocks on the console or
//     on the program's input, ends with the keeper at the latest.
type program struct {
	o       RunOptions
	console Console
	now     *renumberer
	kept    *offspring.Kept

	stdin   *os.File // writing end
	stdinR  *os.File // reading end, which the program has too: it tells whether what was typed has been read
	streams [2]*reader
	in, out *os.File // events and answers, nil if the program has no connection

	readers sync.WaitGroup
	others  sync.WaitGroup

	mu     sync.Mutex
	killed string // guarded by mu; why the program was ended, "" if it was not
}

// Run runs a program and returns how it ended. The error is a defect of the kernel
// or its surroundings. When ctx ends, so does the program: it is interrupted, and
// killed a second later.
func (b *Binary) Run(ctx context.Context, o RunOptions, console Console) (*Outcome, error) {
	p := &program{o: o, console: console, now: b.now}
	start := time.Now()
	if err := p.start(b); err != nil {
		return nil, fmt.Errorf("starting the program: %w", err)
	}
	out := p.wait(ctx)
	out.Elapsed = time.Since(start)
	return out, nil
}

// start starts the program with its keeper.
func (p *program) start(b *Binary) error {
	var all pipes
	stdinR, stdin := all.open()
	stdout, stdoutW := all.open()
	stderr, stderrW := all.open()
	cmd := exec.Command(b.Path, p.o.Args...)
	cmd.Dir, cmd.Env = p.o.Dir, p.environ()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdinR, stdoutW, stderrW
	var vars []string
	if b.Native {
		events, eventsW := all.open()
		answersR, answers := all.open()
		p.in, p.out = events, answers
		cmd.ExtraFiles = []*os.File{eventsW, answersR}
		vars = []string{native.PipesVar + "=3,4"}
	}
	if all.err == nil {
		p.kept, all.err = offspring.Keep(cmd, vars...)
	}
	if all.err != nil {
		closeAll(all.files...)
		return all.err
	}
	closeAll(append(cmd.ExtraFiles, stdoutW, stderrW)...)
	p.stdin, p.stdinR = stdin, stdinR
	if !seesInput() {
		p.stdin.Close() // nobody would answer
	}
	p.streams = [2]*reader{newReader(stdout, Stdout, p.console.Print), newReader(stderr, Stderr, nil)}
	return nil
}

// Pipes are made one after another until one of them cannot be.
type pipes struct {
	files []*os.File
	err   error
}

func (p *pipes) open() (r, w *os.File) {
	if p.err != nil {
		return nil, nil
	}
	if r, w, p.err = os.Pipe(); p.err == nil {
		p.files = append(p.files, r, w)
	}
	return r, w
}

func closeAll(files ...*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// environ is the program's environment.
func (p *program) environ() []string {
	env := append([]string{}, p.o.Environ...)
	if p.o.Values != "" {
		env = append(env, native.ValuesVar+"="+p.o.Values)
	}
	if p.o.Profile != "" {
		env = append(env, profile.Var+"="+p.o.Profile)
	}
	if p.o.Trace != "" {
		env = append(env, trace.Var+"="+p.o.Trace)
	}
	if p.o.CPU > 0 {
		env = append(env, fmt.Sprintf("GOMAXPROCS=%d", p.o.CPU))
	}
	if p.o.Memory.Bytes > 0 && variable(p.o.Environ, "GOMEMLIMIT") == "" {
		env = append(env, fmt.Sprintf("GOMEMLIMIT=%d", p.o.Memory.Collected()))
	}
	if p.o.Race {
		env = append(env, "GORACE=exitcode=0 atexit_sleep_ms=0 "+variable(p.o.Environ, "GORACE"))
	}
	return env
}

// wait waits for the end of all and tells it.
func (p *program) wait(ctx context.Context) *Outcome {
	alive, ended := context.WithCancel(context.Background()) // for as long as the keeper is
	words := newLastWords(p.console.Print, p.o.Race, p.now)
	p.streams[Stderr].show = words.show
	for _, r := range p.streams {
		p.readers.Go(r.run)
	}
	if p.in != nil {
		p.others.Go(func() { p.serve(alive) })
	}
	p.others.Go(func() { p.climb(ctx, alive) })
	p.others.Go(func() { p.watch(ctx, alive) })
	e, err := p.kept.Wait()
	ended()
	p.stdin.Close() // nobody will read what ask is writing
	for _, r := range p.streams {
		r.file.SetReadDeadline(time.Now().Add(linger))
	}
	if p.in != nil {
		p.in.SetReadDeadline(time.Now().Add(linger))
	}
	p.readers.Wait()
	p.others.Wait()
	p.stdinR.Close()
	if p.in != nil {
		closeAll(p.in, p.out)
	}
	words.end(err == nil && !e.Lost && crashes(e.Status))
	return p.outcome(e, err, words)
}

// climb ends the program when ctx ends: interrupt, grace, kill.
func (p *program) climb(ctx, alive context.Context) {
	select {
	case <-alive.Done():
		return
	case <-ctx.Done():
	}
	p.kept.Signal(syscall.SIGINT)
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-alive.Done():
	case <-timer.C:
		p.kept.Kill()
	}
}

// end kills the program and remembers why.
func (p *program) end(why string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.killed == "" {
		p.killed = why
		p.kept.Kill()
	}
}
