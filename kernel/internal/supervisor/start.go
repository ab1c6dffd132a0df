package supervisor

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/offspring"
	"gosched/kernel/internal/quota"
)

// A Supervisor owns one worker process, from Start to its Exit event.
//
// Goroutines, all started by Start and all ended by the worker's death:
//   - receive: blocks on the link, passes messages on, ends at the link's end.
//   - sever, at the first pipe of the link that breaks: blocks on the process.
//   - two that transmit: each blocks on a sender's queue of messages.
//   - two watchers: block until a standard stream has something to read.
//   - hold: blocks on the crash descriptor.
//   - watchMemory, if there is a limit: blocks on a ticker.
//   - wait: blocks on the process; when it has ended, waits for the others,
//     emits the Exit event and closes the channel of events.
type Supervisor struct {
	cmd     *exec.Cmd
	conn    *link.Conn // from the worker
	runs    *sender    // what it does in order
	control *sender    // what it is told meanwhile
	out     *stream
	err     *stream
	crash   *crash
	toChild []*os.File // writing ends of descriptors 3 and 6
	link    *os.File   // reading end of descriptor 4

	events  chan Event
	emitMu  sync.Mutex // held while an event waits to be received: keeps their order
	dropped chan struct{}
	drop    sync.Once
	asked   chan struct{} // closed by Close
	ask     sync.Once
	exited  chan struct{} // closed when the process has ended
	ended   chan struct{} // closed after the Exit event

	broken  sync.Once   // a pipe of the link
	severed atomic.Bool // the worker was ended because of that

	limit    quota.Limit  // of the worker's memory
	outgrown atomic.Value // string: why it was ended because of that
}

// linkCapacity is asked for the link's pipe, in bytes: room for a burst of
// output, so that a printing program need not wait for each line to be read.
const linkCapacity = 1 << 20

// lastWords is how long the crash descriptor is read after the worker's end in
// case a process that could not be ended keeps it open.
const lastWords = 100 * time.Millisecond

func start(o Options) (*Supervisor, error) {
	s := &Supervisor{
		events:  make(chan Event),
		dropped: make(chan struct{}),
		asked:   make(chan struct{}),
		exited:  make(chan struct{}),
		ended:   make(chan struct{}),
	}
	cmd, err := command(o)
	if err != nil {
		return nil, err
	}
	s.cmd = cmd
	if s.limit, err = quota.Of(cmd.Environ()); err != nil {
		return nil, fmt.Errorf("starting worker: %w", err)
	}
	var p pipes
	defer p.closeChildEnds()
	if err := s.connect(&p); err != nil {
		p.closeAll()
		return nil, fmt.Errorf("starting worker: %w", err)
	}
	if err := offspring.Start(cmd); err != nil {
		p.closeAll()
		return nil, fmt.Errorf("starting worker: %w", err)
	}
	s.run()
	return s, nil
}

// command prepares the command without its descriptors.
func command(o Options) (*exec.Cmd, error) {
	path, args := o.Path, o.Args
	if path == "" {
		exe, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("starting worker: finding this executable: %w", err)
		}
		path = exe
	}
	if args == nil {
		args = []string{"worker"}
	}
	cmd := exec.Command(path, args...)
	cmd.Env, cmd.Dir = o.Env, o.Dir
	return cmd, nil
}

// connect makes the pipes and attaches their ends to s and its command.
func (s *Supervisor) connect(p *pipes) error {
	var err error
	child := func(f *os.File) *os.File { p.child = append(p.child, f); return f }
	open := func() (r, w *os.File) {
		if err != nil {
			return nil, nil
		}
		r, w, err = os.Pipe()
		p.all = append(p.all, r, w)
		return r, w
	}
	outR, outW := open()
	errR, errW := open()
	crashR, crashW := open()
	runsR, runsW := open()
	linkR, linkW := open()
	controlR, controlW := open()
	if err != nil {
		return err
	}
	setCapacity(linkR, linkCapacity)
	s.cmd.Stdout, s.cmd.Stderr = child(outW), child(crashW)
	s.cmd.ExtraFiles = []*os.File{child(runsR), child(linkW), child(errW), child(controlR)}
	s.toChild, s.link = []*os.File{runsW, controlW}, linkR
	s.conn = link.NewConn(linkR, nil)
	s.runs = newSender(link.NewConn(nil, runsW), s.breaks)
	s.control = newSender(link.NewConn(nil, controlW), s.breaks)
	s.out = newStream(s, outR, link.Stdout)
	s.err = newStream(s, errR, link.Stderr)
	s.crash = &crash{s: s, file: crashR}
	return nil
}

// pipes remembers what must be closed when starting fails, and what in any case.
type pipes struct{ all, child []*os.File }

func (p *pipes) closeChildEnds() { closeFiles(p.child) }
func (p *pipes) closeAll()       { closeFiles(p.all) }

func closeFiles(files []*os.File) {
	for _, f := range files {
		if f != nil {
			f.Close()
		}
	}
}

// run starts the goroutines.
func (s *Supervisor) run() {
	var readers sync.WaitGroup
	received := make(chan struct{})
	go func() {
		defer close(received)
		s.receive()
		s.breaks()
	}()
	go s.runs.transmit()
	go s.control.transmit()
	readers.Go(s.out.watch)
	readers.Go(s.err.watch)
	readers.Go(s.crash.hold)
	if s.limit.Bytes > 0 {
		go s.watchMemory()
	}
	go s.wait(received, &readers)
}

// wait reports the end of the worker after everything that came before it.
func (s *Supervisor) wait(received <-chan struct{}, readers *sync.WaitGroup) {
	s.cmd.Wait() // its error is in the state
	close(s.exited)
	offspring.Ended(s.cmd)
	<-received
	s.runs.close()
	s.control.close()
	s.out.drain()
	s.err.drain()
	s.crash.file.SetReadDeadline(time.Now().Add(lastWords))
	closeFiles([]*os.File{s.out.file, s.err.file})
	readers.Wait()
	s.crash.file.Close()
	s.emit(Event{Exit: s.exit()})
	close(s.events)
	closeFiles(append(s.toChild, s.link))
	close(s.ended)
}
