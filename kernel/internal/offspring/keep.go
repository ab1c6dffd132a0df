package offspring

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// A Kept is a command in the care of a keeper: a process that adopts what the
// command starts and leaves, and ends it all when the command has ended, or this
// process has.
type Kept struct {
	keeper  *exec.Cmd
	orders  *os.File // writing end
	reports *os.File // reading end
}

// An Exit is how a command ended.
type Exit struct {
	Status syscall.WaitStatus
	User   time.Duration // processor time of the command and of what it waited for
	System time.Duration
	MaxRSS int64 // bytes
	Lost   bool  `json:"-"` // something has killed the keeper: Status is the keeper's, and all that is known
}

// Keep starts a command with a keeper, in a process group of its own. The keeper,
// which is this program, has the environment of the command but for vars: variables,
// NAME=VALUE, that would mean something to it. Wait must be called, by one goroutine.
func Keep(cmd *exec.Cmd, vars ...string) (*Kept, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this executable: %w", err)
	}
	ordersR, orders, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer ordersR.Close()
	reports, reportsW, err := os.Pipe()
	if err != nil {
		orders.Close()
		return nil, err
	}
	defer reportsW.Close()
	k := &Kept{orders: orders, reports: reports}
	k.keeper = exec.Command(exe, slices.Concat(
		[]string{KeeperCommand, "--", strconv.Itoa(len(cmd.ExtraFiles))}, vars, []string{"--", cmd.Path}, cmd.Args[1:])...)
	k.keeper.Dir, k.keeper.Env = cmd.Dir, cmd.Env
	k.keeper.Stdin, k.keeper.Stdout, k.keeper.Stderr = cmd.Stdin, cmd.Stdout, cmd.Stderr
	k.keeper.ExtraFiles = append([]*os.File{ordersR, reportsW}, cmd.ExtraFiles...)
	if err := Start(k.keeper); err != nil {
		k.close()
		return nil, err
	}
	return k, nil
}

// Pid returns the keeper's process, from which the command and what it starts descend.
func (k *Kept) Pid() int { return k.keeper.Process.Pid }

// Signal sends a signal to the command's process group.
func (k *Kept) Signal(s syscall.Signal) { k.orders.Write([]byte{byte(s)}) } // an error means that it has ended

// Kill ends the command and what it has started.
func (k *Kept) Kill() { k.orders.Close() }

// Wait waits for the end of the command and of what it has started. The error says
// why the command could not be started.
func (k *Kept) Wait() (Exit, error) {
	var r report
	_ = json.NewDecoder(k.reports).Decode(&r) // what is missing tells enough
	err := k.keeper.Wait()
	Ended(k.keeper)
	k.close()
	switch state := k.keeper.ProcessState; {
	case r.Exit != nil:
		return *r.Exit, nil
	case r.Err != "":
		return Exit{}, errors.New(r.Err)
	case state != nil:
		status, _ := state.Sys().(syscall.WaitStatus)
		return Exit{Status: status, Lost: true}, nil
	}
	return Exit{}, err
}

func (k *Kept) close() { closeAll(k.orders, k.reports) }

func closeAll(files ...*os.File) {
	for _, f := range files {
		f.Close()
	}
}
