package differ

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	// patience is how long a job may take before its child is given up.
	patience = time.Minute
	// lifetime is how many jobs a child runs: the types of all of them stay.
	lifetime = 300
)

// A worker is a child process that runs jobs.
//
// Goroutines: os/exec copies the child's standard error, until the child ends.
type worker struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	enc  *json.Encoder
	dec  *json.Decoder
	err  bytes.Buffer // read after the end only
	jobs int
}

func startWorker() (*worker, error) {
	w := &worker{cmd: exec.Command(os.Args[0])}
	// The race detector would wait a second at the end of each child.
	w.cmd.Env = append(os.Environ(), childEnv+"=1", "GORACE=atexit_sleep_ms=0", "GOGC=600")
	w.cmd.Stderr = &w.err
	var err error
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	w.enc, w.dec = json.NewEncoder(w.in), json.NewDecoder(out)
	return w, w.cmd.Start()
}

// run returns what a job printed. A child that does not answer is killed; the
// worker cannot be used any more then.
func (w *worker) run(j job) (text string, alive bool) {
	w.jobs++
	timer := time.AfterFunc(patience, func() { w.cmd.Process.Kill() })
	defer timer.Stop()
	var r reply
	err := w.enc.Encode(j)
	if err == nil {
		err = w.dec.Decode(&r)
	}
	if err == nil {
		return string(r.Text), true
	}
	if !timer.Stop() {
		w.end()
		return "no answer after " + patience.String() + "\n", false
	}
	w.end()
	return "the worker died:\n" + w.err.String(), false
}

// end lets the child end. It returns what the race detector said, if anything.
func (w *worker) end() string {
	w.in.Close()
	w.cmd.Wait()
	if text := w.err.String(); strings.Contains(text, "DATA RACE") {
		return text
	}
	return ""
}

// runAll runs jobs in as many children as there are processors and hands each
// text to done, one at a time.
//
// Goroutines: one for each processor, ended when there are no more jobs; runAll
// waits for them.
func runAll(t *testing.T, jobs []job, done func(i int, text string)) {
	t.Helper()
	next := make(chan int)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var w *worker
			for i := range next {
				if w == nil || w.jobs == lifetime {
					w = renew(t, w)
				}
				text, alive := w.run(jobs[i])
				if !alive {
					w = nil
				}
				mu.Lock()
				done(i, text)
				mu.Unlock()
			}
			if w != nil {
				checkRaces(t, w.end())
			}
		})
	}
	for i := range jobs {
		next <- i
	}
	close(next)
	wg.Wait()
}

// renew replaces a worker, which may be nil.
func renew(t *testing.T, w *worker) *worker {
	if w != nil {
		checkRaces(t, w.end())
	}
	w, err := startWorker()
	if err != nil {
		panic(err) // the test binary could not be run again: nothing can be tested
	}
	return w
}

func checkRaces(t *testing.T, report string) {
	if report != "" {
		t.Errorf("in a child:\n%s", report)
	}
}
