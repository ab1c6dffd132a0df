package offspring

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// KeeperCommand is the subcommand of this program that is a keeper. Its arguments,
// after "--", are those of Keep's command.
const KeeperCommand = "keep"

// A Kept is a command in the care of a keeper: a process that adopts what the
// command starts and leaves, and ends it all when the command has ended, or this
// process has.
//
// The keeper's descriptor 0 is a pipe on which each byte asks the command to end;
// the pipe's end ends it at once. On descriptor 3 the keeper tells how it ended:
// a syscall.WaitStatus, or why it could not be started.
type Kept struct {
	keeper *exec.Cmd
	ask    *os.File // writing end of descriptor 0
	told   *os.File // reading end of descriptor 3
}

// Keep starts a command with a keeper, in a process group of its own. Its standard
// input is empty. Wait must be called, by one goroutine.
func Keep(cmd *exec.Cmd) (*Kept, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this executable: %w", err)
	}
	asked, ask, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer asked.Close()
	told, tell, err := os.Pipe()
	if err != nil {
		ask.Close()
		return nil, err
	}
	defer tell.Close()
	k := &Kept{ask: ask, told: told}
	k.keeper = exec.Command(exe, append([]string{KeeperCommand, "--", cmd.Path}, cmd.Args[1:]...)...)
	k.keeper.Dir, k.keeper.Env = cmd.Dir, cmd.Env
	k.keeper.Stdin, k.keeper.Stdout, k.keeper.Stderr = asked, cmd.Stdout, cmd.Stderr
	k.keeper.ExtraFiles = []*os.File{tell}
	if err := Start(k.keeper); err != nil {
		k.close()
		return nil, err
	}
	return k, nil
}

// Ask asks the command to end.
func (k *Kept) Ask() { k.ask.Write([]byte{0}) } // an error means that it has ended

// Kill ends the command and what it has started.
func (k *Kept) Kill() { k.ask.Close() }

// Wait waits for the end of the command and of what it has started.
func (k *Kept) Wait() (syscall.WaitStatus, error) {
	text, _ := io.ReadAll(k.told) // what is missing tells enough
	err := k.keeper.Wait()
	Ended(k.keeper)
	k.close()
	if n, parseErr := strconv.ParseUint(string(text), 10, 32); parseErr == nil {
		return syscall.WaitStatus(n), nil
	}
	if len(text) > 0 {
		return 0, errors.New(string(text))
	}
	if status, ok := k.keeper.ProcessState.Sys().(syscall.WaitStatus); ok {
		return status, nil // something has killed the keeper
	}
	return 0, err
}

func (k *Kept) close() { closeAll(k.ask, k.told) }

func closeAll(files ...*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// Keeper is the main program of a keeper.
//
// Goroutine: one blocks on descriptor 0 and lives as long as the process.
func Keeper(args []string) {
	tell := os.NewFile(3, "told")
	syscall.CloseOnExec(3)
	if tell == nil || len(args) == 0 {
		return
	}
	Adopt()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		fmt.Fprint(tell, err)
		return
	}
	go obey(cmd.Process.Pid)
	cmd.Wait() // its error is in the state
	End()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok {
		fmt.Fprint(tell, uint32(status))
	}
}

// obey does to the process group what descriptor 0 says.
func obey(group int) {
	var b [1]byte
	for {
		if _, err := os.Stdin.Read(b[:]); err != nil {
			break
		}
		syscall.Kill(-group, syscall.SIGTERM)
	}
	End()
}
