package front

import (
	"fmt"
	"strings"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/supervisor"
)

// A process is the current worker, if there is one.
type process struct {
	Worker
	events  <-chan supervisor.Event
	isReady bool
	heard   time.Time     // when the latest message came
	exiting *link.Exiting // the program has called os.Exit
	seq     int64         // of the latest run
	replay  int64         // seq of the replay under way, 0 if none
	stale   bool          // the session must be replayed in the next worker
	failure *Failure      // why there is no worker
}

func (p *process) nextSeq() int64 {
	p.seq++
	return p.seq
}

// ready sees to it that there is a worker.
func (f *Front) ready() *Failure {
	if f.worker.Worker == nil {
		f.startWorker()
	}
	if f.worker.Worker == nil {
		return f.worker.failure
	}
	return nil
}

// startWorker starts a worker in the session's directory and environment, and
// replays the session if an earlier worker had it.
func (f *Front) startWorker() {
	w, err := f.cfg.Start(f.ctx)
	old := f.worker
	f.worker = process{seq: old.seq, stale: old.stale}
	if err != nil {
		f.cfg.Logf("%v", err)
		f.worker.failure = fail("no worker", err.Error())
		return
	}
	f.worker.Worker, f.worker.events = w, w.Events()
	f.place.tell(w)
	if f.worker.stale {
		f.replay()
	}
}

// replay gives the new worker the declarations of the session. Cells sent to it
// from now on run after that.
func (f *Front) replay() {
	unit, err := f.cfg.Language.Replay()
	f.worker.stale = false
	if err != nil {
		f.forget(err.Error())
		return
	}
	if unit != nil {
		f.worker.replay = f.worker.nextSeq()
		f.worker.Send(&link.Run{Seq: f.worker.replay, Unit: unit.Code})
	}
}

// replayed takes the worker's answer to the replay.
func (f *Front) replayed(d *link.Done) {
	f.worker.replay = 0
	if d.Failure != nil {
		f.forget(d.Failure.Name + ": " + d.Failure.Value)
	}
}

// forget gives up the session, which cannot be replayed.
func (f *Front) forget(reason string) {
	f.cfg.Logf("replaying the session: %s", reason)
	f.cfg.Language.Reset()
	f.note(f.noteCell(), "the declarations could not be restored and are forgotten: "+reason)
}

// noteCell is the cell to which news of the worker belong: the running one, or
// else the latest.
func (f *Front) noteCell() int {
	if f.cell != nil {
		return f.cell.number
	}
	return f.parents.latest
}

// died handles the end of the worker, which nobody asked for.
func (f *Front) died(e *supervisor.Exit) {
	old := f.worker
	f.worker = process{seq: old.seq}
	if e.Asked {
		return
	}
	reason := describeExit(e, old.exiting)
	f.cfg.Logf("the worker ended: %s", e.Reason)
	f.worker.stale = true
	if !old.isReady {
		f.worker.failure = fail("no worker", "the worker process could not start: "+reason.Value)
		f.runLost(f.worker.failure)
		return
	}
	at := f.noteCell()
	f.streams.fence(at)
	if f.cell == nil || f.cell.run == nil {
		f.note(at, "the worker process ended: "+reason.Error())
	}
	f.revive(old, at)
	f.runLost(reason)
}

// revive starts a new worker after one that was ready, and says what is lost.
func (f *Front) revive(old process, at int) {
	if old.replay != 0 { // it dies of the session itself
		f.forget("the worker ends while they are restored")
		f.worker.stale = false
	}
	f.startWorker()
	if f.worker.Worker == nil || old.replay != 0 {
		return
	}
	if lost := f.cfg.Language.Lost(); len(lost) > 0 {
		f.note(at, "a new worker process was started; these variables lost their values: "+strings.Join(lost, ", "))
	}
}

// resetWorker replaces the worker and forgets the session.
func (f *Front) resetWorker() *Failure {
	f.retireWorker()
	f.cfg.Language.Reset()
	f.worker.stale = false
	return f.ready()
}

// retireWorker ends the worker without waiting for that; Run's end does. What the
// worker still says is lost.
func (f *Front) retireWorker() {
	if f.worker.Worker == nil {
		return
	}
	f.abandonWorker()
	f.worker = process{seq: f.worker.seq}
}

// abandonWorker has the worker ended, and takes nothing from it any more.
func (f *Front) abandonWorker() {
	w := f.worker.Worker
	w.Discard()
	f.jobs.Go(func() {
		if err := w.Close(); err != nil {
			f.cfg.Logf("ending the worker: %v", err)
		}
	})
}

// Send sends m to the worker, if there is one.
func (p *process) Send(m link.Message) {
	if p.Worker != nil {
		p.Worker.Send(m)
	}
}

// describeExit words the end of a worker for the user.
func describeExit(e *supervisor.Exit, exiting *link.Exiting) *Failure {
	if exiting != nil {
		return fail("exit", fmt.Sprintf("exit status %d: the program ended the worker process", exiting.Code))
	}
	name, value := "killed", e.Reason
	for _, known := range []string{"fatal error", "panic", "runtime error"} {
		if rest, ok := strings.CutPrefix(e.Reason, known+": "); ok {
			name, value = known, rest
		}
	}
	if strings.HasPrefix(e.Reason, "exit status ") {
		name = "exit"
	}
	failure := fail(name, value)
	failure.Traceback = append(failure.Traceback, cutCrash(e.Crash, e.Reason)...)
	return failure
}
