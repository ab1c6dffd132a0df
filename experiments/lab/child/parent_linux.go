package child

import (
	"os/exec"
	"runtime"
	"syscall"
)

// tie has the kernel kill the process of cmd when its parent ends. What the kernel
// watches is the thread that starts it: the calling goroutine keeps that to itself
// until it calls release, after the end of the process.
func tie(cmd *exec.Cmd) (release func(), err error) {
	runtime.LockOSThread()
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return runtime.UnlockOSThread, nil
}

// watchParent has nothing to do: see tie.
func watchParent() {}
