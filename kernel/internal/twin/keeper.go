//go:build unix

package twin

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"gosched/kernel/internal/offspring"
	"gosched/kernel/native"
)

// The keeper is a process between the kernel and a program: it starts the program
// and ends when nothing is left of it. On Linux whatever loses its parent below the
// keeper becomes its child, also what has made a session of its own, so that it can
// end it all; elsewhere it ends the program's process group.
//
// It is a keeper of offspring's kind that also passes on descriptors, interrupts as
// a terminal does, and tells what the program used. Its descriptors 0, 1 and 2 are
// the program's. From 3 it reads orders, one byte each; the end of that pipe, which
// the death of the kernel brings about, is the order to kill. To 4 it writes reports.
// If there are a 5 and a 6, they are the program's connection with the notebook.
const (
	orderInterrupt = 'i' // SIGINT to the program's process group
	orderKill      = 'k' // SIGKILL to all
)

// A report is what a keeper says about its program.
type report struct {
	Pid   int    `json:",omitempty"` // it has been started
	Err   string `json:",omitempty"` // it could not be started
	Ended *ended `json:",omitempty"`
}

// An ended says how a program ended. What it left behind has been killed.
type ended struct {
	Status syscall.WaitStatus
	User   time.Duration // processor time of the program and of what it waited for
	System time.Duration
	MaxRSS int64 // bytes
}

// Keep is the main function of a keeper: args are the program's path and
// arguments. It returns the exit code.
func Keep(args []string) int {
	runtime.LockOSThread() // the program is killed when this thread ends
	reports := json.NewEncoder(os.NewFile(4, "reports"))
	syscall.CloseOnExec(3)
	syscall.CloseOnExec(4)
	// Caught, and so of no effect here, and as usual in the program.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	offspring.Adopt()
	expend()
	if len(args) == 0 {
		_ = reports.Encode(report{Err: "no program is named"})
		return 2
	}
	cmd, err := startProgram(args)
	if err != nil {
		_ = reports.Encode(report{Err: err.Error()})
		return 1
	}
	_ = reports.Encode(report{Pid: cmd.Process.Pid})
	go obey(os.NewFile(3, "orders"), cmd.Process.Pid)
	_ = cmd.Wait() // its error is in the state
	e := describeEnd(cmd.ProcessState)
	offspring.End()
	_ = reports.Encode(report{Ended: e})
	return 0
}

// startProgram starts the program in a process group of its own.
func startProgram(args []string) (*exec.Cmd, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	for fd := uintptr(5); isOpen(fd) && len(cmd.ExtraFiles) < 2; fd++ {
		syscall.CloseOnExec(int(fd))
		cmd.ExtraFiles = append(cmd.ExtraFiles, os.NewFile(fd, "inherited"))
	}
	if len(cmd.ExtraFiles) == 2 {
		cmd.Env = append(os.Environ(), native.PipesVar+"=3,4")
	}
	cmd.SysProcAttr = programAttr()
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the program: %w", err)
	}
	for _, f := range append(cmd.ExtraFiles, os.Stdin, os.Stdout, os.Stderr) {
		f.Close()
	}
	return cmd, nil
}

func isOpen(fd uintptr) bool {
	var st syscall.Stat_t
	return syscall.Fstat(int(fd), &st) == nil
}

// obey carries out orders until the pipe ends, which is the last one.
func obey(orders *os.File, pid int) {
	b := make([]byte, 1)
	for {
		n, err := orders.Read(b)
		switch {
		case n == 1 && b[0] == orderInterrupt:
			syscall.Kill(-pid, syscall.SIGINT)
		case n == 1 && b[0] == orderKill, err != nil:
			offspring.End()
		}
		if err != nil {
			return
		}
	}
}

// describeEnd says how the program ended.
func describeEnd(s *os.ProcessState) *ended {
	e := &ended{User: s.UserTime(), System: s.SystemTime()}
	e.Status, _ = s.Sys().(syscall.WaitStatus)
	if r, ok := s.SysUsage().(*syscall.Rusage); ok {
		e.MaxRSS = int64(r.Maxrss) * rssUnit
	}
	return e
}
