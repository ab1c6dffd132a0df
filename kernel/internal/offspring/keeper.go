package offspring

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"syscall"
)

// KeeperCommand is the subcommand of this program that is a keeper. Its arguments,
// after "--", are the number of the command's extra files, variables that the command
// has and the keeper has not, "--", and the command's path and arguments.
//
// Its descriptors 0, 1 and 2 are the command's, and from 5 on the extra files, which
// the command has from 3 on. From 3 it reads orders: each byte is a signal for the
// command's process group, and the pipe's end, which the death of this program's
// parent brings about, is the order to end all. To 4 it writes a report, in JSON.
const KeeperCommand = "keep"

// The keeper's own descriptors, and the first of the command's extra files.
const (
	ordersFD = iota + 3
	reportsFD
	extraFD
)

// A report is what a keeper says in the end.
type report struct {
	Err  string `json:",omitempty"` // why the command could not be started
	Exit *Exit  `json:",omitempty"`
}

// Keeper is the main function of a keeper.
//
// Goroutine: obey blocks on the orders and lives as long as the process.
func Keeper(args []string) {
	runtime.LockOSThread() // the command is killed when this thread ends
	syscall.CloseOnExec(ordersFD)
	syscall.CloseOnExec(reportsFD)
	reports := json.NewEncoder(os.NewFile(reportsFD, "reports"))
	// Caught, and so of no effect here, and as usual in the command.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	Adopt()
	expend()
	cmd, err := startKept(args)
	if err != nil {
		_ = reports.Encode(report{Err: err.Error()}) // nobody else would hear of it
		return
	}
	go obey(os.NewFile(ordersFD, "orders"), cmd.Process.Pid)
	_ = cmd.Wait() // its error is in the state
	exit := describe(cmd.ProcessState)
	End()
	_ = reports.Encode(report{Exit: exit})
}

// startKept starts the command that the arguments of a keeper tell, in a process
// group of its own.
func startKept(args []string) (*exec.Cmd, error) {
	dashes := slices.Index(args, "--")
	if dashes < 1 || dashes+1 == len(args) {
		return nil, errors.New("no command is named")
	}
	extra, err := strconv.Atoi(args[0])
	if err != nil {
		return nil, err
	}
	command := args[dashes+1:]
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), args[1:dashes]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	for fd := extraFD; fd < extraFD+extra; fd++ {
		syscall.CloseOnExec(fd)
		cmd.ExtraFiles = append(cmd.ExtraFiles, os.NewFile(uintptr(fd), "inherited"))
	}
	cmd.SysProcAttr = GroupLeader()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	// Then they end with those that the command and what it has started have.
	closeAll(append(cmd.ExtraFiles, os.Stdin, os.Stdout, os.Stderr)...)
	return cmd, nil
}

// obey carries out orders.
func obey(orders *os.File, group int) {
	var b [1]byte
	for {
		if _, err := orders.Read(b[:]); err != nil {
			break
		}
		syscall.Kill(-group, syscall.Signal(b[0]))
	}
	End()
}

// describe says how the command ended.
func describe(s *os.ProcessState) *Exit {
	e := &Exit{User: s.UserTime(), System: s.SystemTime()}
	e.Status, _ = s.Sys().(syscall.WaitStatus)
	if r, ok := s.SysUsage().(*syscall.Rusage); ok {
		e.MaxRSS = int64(r.Maxrss) * rssUnit
	}
	return e
}
