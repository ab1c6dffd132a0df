//go:build unix

package twin

import (
	"os/exec"
	"syscall"
	"time"

	"gosched/kernel/internal/offspring"
)

// ownGroup makes a command of the toolchain the leader of a process group, which is
// ended as a whole when its context is.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = offspring.GroupLeader()
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
}
