package twin

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"gosched/kernel/internal/offspring"
	"gosched/kernel/internal/quota"
)

// seesInput reports whether a program that waits for input can be noticed.
func seesInput() bool {
	_, err := os.Stat("/proc/self/stat")
	return err == nil
}

// resident returns the memory in use by the processes below pid, in bytes.
func resident(pid int) (sum int64) {
	for _, p := range offspring.Below(pid) {
		sum += quota.Resident(p)
	}
	return sum
}

// readCall is how a thread that is blocked in read(0, …) is shown.
var readCall = map[string]string{"amd64": "0 0x0 ", "arm64": "63 0x0 "}[runtime.GOARCH]

// waitsForInput reports whether a thread of a process below pid is blocked in
// reading its standard input, and that is the pipe with the given inode. What is
// not ours to see does not wait.
func waitsForInput(pid int, inode uint64) bool {
	for _, p := range offspring.Below(pid) {
		if standardInput(p) != inode {
			continue
		}
		calls, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/syscall", p))
		for _, name := range calls {
			if call, err := os.ReadFile(name); err == nil && strings.HasPrefix(string(call), readCall) {
				return true
			}
		}
	}
	return false
}

// standardInput returns the inode of the file that is a process's standard input.
func standardInput(pid int) uint64 {
	var st syscall.Stat_t
	if syscall.Stat(fmt.Sprintf("/proc/%d/fd/0", pid), &st) != nil {
		return 0
	}
	return st.Ino
}

// inputQueue asks for the number of bytes in a pipe.
const inputQueue = unix.TIOCINQ
