//go:build !linux

package child

import (
	"io"
	"os"
	"os/exec"
)

// tie gives the process of cmd a standard input that ends with its parent, or with
// release.
func tie(cmd *exec.Cmd) (release func(), err error) {
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	return func() { stdin.Close() }, nil
}

// watchParent ends this process when its standard input ends. Its goroutine waits
// for that as long as the process lives, in a system call: the runtime does not
// take this process for deadlocked.
func watchParent() {
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
}
