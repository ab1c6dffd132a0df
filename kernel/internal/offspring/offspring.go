// Package offspring starts the processes of a kernel, and sees to it that no
// process outlives it: neither one that the kernel has started nor one that these
// have started, whatever they and the kernel do and however they end.
//
// # Who belongs to whom
//
// What descends from a process belongs to it. A process leaves its parent when
// that ends, and then belongs to the nearest ancestor that adopts orphans, which
// kernel, worker and keeper do. So neither a session of its own nor a double
// fork nor nohup leads out of a family.
//
//	kernel ── worker ── what cells start
//	   └───── keeper ── a command line of the shell or a compiled cell, and what that starts
//
// Worker and keeper hear of the kernel's end by a pipe, and end their families
// before they end themselves: so it is also when the kernel is killed. If they are
// killed, the kernel adopts their families and ends them.
//
// Where orphans cannot be adopted (not on Linux), a process belongs to the leader of
// its session, too, which worker and keeper are; there, one that makes a session of
// its own and loses its parent goes free.
//
// Processes that have ended but have not been waited for do no harm: those that a
// worker adopts stay until the worker's end.
package offspring

import (
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// own are the children of this process that Start has started. Any other child
// in another session than this process's has been adopted.
var own struct {
	mu   sync.Mutex // held while a child is being started, too
	pids map[int]bool
}

// Start starts a command, which leads a session of its own: a Ctrl-C in the
// terminal of this process is not for it. Ended must be called.
func Start(cmd *exec.Cmd) error {
	Adopt()
	cmd.SysProcAttr = sessionLeader()
	own.mu.Lock()
	defer own.mu.Unlock()
	if err := cmd.Start(); err != nil {
		return err
	}
	if own.pids == nil {
		own.pids = make(map[int]bool)
	}
	own.pids[cmd.Process.Pid] = true
	return nil
}

// Ended says that a command that Start has started has been waited for, and ends
// what it leaves.
func Ended(cmd *exec.Cmd) {
	own.mu.Lock()
	delete(own.pids, cmd.Process.Pid)
	own.mu.Unlock()
	endOrphans(cmd.Process.Pid)
}

// End ends all processes that belong to this one and returns when there are none.
func End() {
	self, session := os.Getpid(), ownSession()
	end(func(p process) bool {
		return !p.ended && (p.parent == self || session == self && p.session == self)
	})
}

// endOrphans ends the processes that this one has adopted, and those of a session
// whose leader has ended.
func endOrphans(session int) {
	self, mine := os.Getpid(), ownSession()
	end(func(p process) bool {
		adopted := p.parent == self && p.session != mine && !own.pids[p.pid]
		if adopted && p.ended {
			syscall.Wait4(p.pid, nil, syscall.WNOHANG, nil)
		}
		return adopted || p.session == session && !p.ended
	})
}

// patience is how long end waits for processes that were killed: on a busy machine
// it takes them a moment to notice.
const patience = 2 * time.Second

// end kills the processes that belong and whatever descends from them, and returns
// when there are none: what they start meanwhile ends too.
func end(belongs func(process) bool) {
	pause := time.Millisecond
	for start := time.Now(); time.Since(start) < patience; pause = min(2*pause, 50*time.Millisecond) {
		found := below(belongs)
		if len(found) == 0 {
			return
		}
		for _, p := range found {
			if !p.ended {
				syscall.Kill(p.pid, syscall.SIGKILL)
			}
		}
		time.Sleep(pause)
	}
}

// ownSession returns the session of this process, -1 if it cannot be known.
func ownSession() int {
	session, err := unix.Getsid(0)
	if err != nil {
		return -1
	}
	return session
}
