package front

import (
	"context"
	"os"
	"sync"
	"time"

	"gosched/kernel/internal/history"
	"gosched/kernel/internal/link"
	"gosched/kernel/internal/module"
	"gosched/kernel/internal/scratch"
	"gosched/kernel/internal/sockets"
	"gosched/kernel/internal/supervisor"
	"gosched/kernel/internal/twin"
	"gosched/kernel/internal/wire"
)

// A Config is what a Front is made of. All fields but Modules and the last six are needed.
type Config struct {
	Sockets  sockets.Sockets // closed by Front.Run
	Codec    *wire.Codec
	Language Language
	Modules  *module.Importer // what cells import
	Start    func(context.Context) (Worker, error)

	Scratch    *scratch.Dir     // of the kernel; closed by Run; nil: in the user's cache directory
	Twin       *twin.Twin       // compiles cells; nil: with this executable
	History    *history.History // nil: in memory
	Connection *wire.Connection // for connect_request; nil: no ports
	Version    string           // of this implementation
	Logf       func(format string, args ...any)
}

// A Worker runs units. *supervisor.Supervisor is one.
type Worker interface {
	Events() <-chan supervisor.Event
	Send(link.Message)
	Pid() int
	Close() error
	Discard()
}

// A Front is a kernel. See the package comment for its goroutines.
type Front struct {
	cfg        Config
	interrupts chan struct{}  // capacity 1
	calls      chan func()    // of magic commands, to be run by Run
	closing    chan struct{}  // closed when Run no longer takes calls
	jobs       sync.WaitGroup // magic commands, and workers that are being ended

	// All below is owned by Run.
	ctx       context.Context
	out       *outbox
	streams   *streams
	parents   parents
	queue     []*wire.Message // execute requests not yet begun
	cell      *cell           // the one that has begun and not ended
	count     int             // execution count of the latest stored cell
	hidden    int             // number of the latest cell that is not stored
	worker    process
	stdin     stdin
	questions questions
	place     place
	compiler  *compiler       // closed by Run
	loads     context.Context // of packages
	usage     usage
	lingering []func() // each ends what a command has left going on
	ended     bool
}

// New returns a Front that Run will bring to life.
func New(cfg Config) *Front {
	if cfg.History == nil {
		cfg.History = history.New("")
	}
	if cfg.Logf == nil {
		cfg.Logf = func(string, ...any) {}
	}
	if cfg.Scratch == nil {
		cfg.Scratch = scratch.New("")
	}
	if cfg.Modules == nil {
		cfg.Modules = module.NewImporter(cfg.Scratch.Sub("module"))
	}
	if cfg.Twin == nil {
		cfg.Twin = twin.New(twin.Options{Module: moduleDir(cfg.Modules), Place: cfg.Scratch.Sub("compiled")})
	}
	cfg.Language = guarded{cfg.Language, cfg.Logf}
	f := &Front{
		cfg:        cfg,
		interrupts: make(chan struct{}, 1),
		calls:      make(chan func()),
		closing:    make(chan struct{}),
		hidden:     firstHidden,
		place:      newPlace(os.Getwd, os.Environ()),
	}
	f.streams = newStreams(f.emitStream)
	f.questions = newQuestions()
	return f
}

// Interrupt is what SIGINT does: it interrupts the running cell, if there is
// one. It may be called by any goroutine.
func (f *Front) Interrupt() {
	select {
	case f.interrupts <- struct{}{}:
	default: // one is pending already
	}
}

// drainTime is how long clients may take to receive what is queued at the end.
const drainTime = time.Second

// Run serves until a client asks for shutdown or ctx ends. Then it ends the
// worker, sends what is queued and closes the sockets.
func (f *Front) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	f.ctx = ctx
	loads, stopLoads := context.WithCancel(ctx)
	f.loads = loads
	f.compiler = newCompiler()
	f.out = newOutbox(f.cfg.Sockets)
	f.publishNow(nil, wire.Status{State: "starting"})
	f.startWorker()
	for !f.ended {
		f.step(ctx)
		f.next()
	}
	stopLoads()
	return f.end(ctx)
}

// end ends everything that Run has started. Clients get what was printed so far.
func (f *Front) end(ctx context.Context) error {
	close(f.closing)
	f.interrupt()
	f.compiler.close()
	f.streams.flush(false)
	f.retireWorker()
	f.jobs.Wait()
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	f.out.close(drain)
	if err := f.cfg.History.Close(); err != nil {
		f.cfg.Logf("closing history: %v", err)
	}
	if err := f.cfg.Scratch.Close(); err != nil {
		f.cfg.Logf("%v", err)
	}
	return f.cfg.Sockets.Close(drain)
}

// moduleDir returns a function that returns the directory of the session's module.
func moduleDir(modules *module.Importer) func() (string, error) {
	return func() (string, error) {
		m, err := modules.Open()
		if err != nil {
			return "", err
		}
		return m.Dir(), nil
	}
}

// step handles one thing that happens.
func (f *Front) step(ctx context.Context) {
	events, calls := f.worker.events, f.calls
	if f.out.behind() {
		events, calls = nil, nil // whoever produces output waits
	}
	if f.compiler.now != nil {
		events = nil // the end of the worker would ask more of the language than a pause allows
	}
	select {
	case m, ok := <-f.cfg.Sockets.Recv():
		if !ok {
			f.ended = true
			return
		}
		f.receive(m)
	case e, ok := <-events:
		if !ok {
			f.worker.events = nil
			return
		}
		f.event(e)
	case call := <-calls:
		call()
	case <-f.compiler.due():
		f.goOn()
	case <-f.out.sent:
		f.out.acknowledge()
	case <-f.streams.timer.C:
		f.streams.tick()
	case <-f.questions.timer.C:
		f.questions.expire()
	case <-f.interrupts:
		f.interrupt()
	case <-ctx.Done():
		f.ended = true
	}
}

// reply answers request with content, on the channel it came from.
func (f *Front) reply(request *wire.Message, content wire.Content) {
	f.send(f.cfg.Codec.New(request, content))
}

func (f *Front) send(m *wire.Message) {
	if err := f.cfg.Sockets.Send(m); err != nil {
		f.cfg.Logf("sending %s: %v", m.Header.Type, err)
	}
}

// publishNow publishes in the name of parent, ahead of outputs that wait.
func (f *Front) publishNow(parent *wire.Message, content wire.Content) {
	f.broadcast(f.cfg.Codec.NewOn(wire.IOPub, parent, content))
}

func (f *Front) broadcast(m *wire.Message) {
	if err := f.cfg.Sockets.PublishNow(m); err != nil {
		f.cfg.Logf("publishing %s: %v", m.Header.Type, err)
	}
}

// small is the size in bytes up to which an output that ends a cell may be
// published at once, whatever waits in the clients' queues.
const small = 64 << 10

// show publishes an output that comes at most once or twice in a cell: directly,
// without a detour by the publisher, if that keeps the order.
func (f *Front) show(parent *wire.Message, content wire.Content) {
	m := f.cfg.Codec.New(parent, content)
	if f.out.idle() && m.Size() <= small {
		f.broadcast(m)
		return
	}
	f.out.put(m)
}

// produce publishes an output of which there may be any number.
func (f *Front) produce(parent *wire.Message, content wire.Content) {
	f.out.put(f.cfg.Codec.New(parent, content))
}
