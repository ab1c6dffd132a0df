package twin

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// A process is a line of the operating system's table.
type process struct {
	pid, parent int
	state       byte
	resident    int64 // bytes
}

// processes yields all processes.
func processes() iter.Seq[process] {
	return func(yield func(process) bool) {
		dir, err := os.Open("/proc")
		if err != nil {
			return
		}
		defer dir.Close()
		names, _ := dir.Readdirnames(-1)
		for _, name := range names {
			pid, err := strconv.Atoi(name)
			if err != nil {
				continue
			}
			if p, ok := readProcess(pid); ok && !yield(p) {
				return
			}
		}
	}
}

// seesInput reports whether a program that waits for input can be noticed.
func seesInput() bool {
	_, err := os.Stat("/proc/self/stat")
	return err == nil
}

// readProcess reads /proc/PID/stat, whose second field, the name, is in parentheses
// and may contain anything.
func readProcess(pid int) (process, bool) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return process{}, false
	}
	f := bytes.Fields(data[bytes.LastIndexByte(data, ')')+1:])
	if len(f) < 22 {
		return process{}, false
	}
	p := process{pid: pid, state: f[0][0]}
	p.parent, _ = strconv.Atoi(string(f[1]))
	pages, _ := strconv.ParseInt(string(f[21]), 10, 64)
	p.resident = pages * int64(os.Getpagesize())
	return p, true
}

// resident returns the memory in use by the processes below pid, in bytes.
func resident(pid int) (sum int64) {
	for _, p := range descendants(pid) {
		if info, ok := readProcess(p); ok {
			sum += info.resident
		}
	}
	return sum
}

// readCall is how a thread that is blocked in read(0, …) is shown.
var readCall = map[string]string{"amd64": "0 0x0 ", "arm64": "63 0x0 "}[runtime.GOARCH]

// waitsForInput reports whether a thread of a process below pid is blocked in
// reading its standard input, and that is the pipe with the given inode. What is
// not ours to see does not wait.
func waitsForInput(pid int, inode uint64) bool {
	for _, p := range descendants(pid) {
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

// descendants returns the processes below pid.
func descendants(pid int) []int {
	if _, err := os.Stat("/proc/self/task/" + strconv.Itoa(os.Getpid()) + "/children"); err != nil {
		return allDescendants(pid)
	}
	var all []int
	for next := children(pid); len(next) > 0; {
		all = append(all, next...)
		var below []int
		for _, p := range next {
			below = append(below, children(p)...)
		}
		next = below
	}
	return all
}

// children returns the processes that the threads of a process have started, or
// adopted.
func children(pid int) (pids []int) {
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid)) // the pattern is well-formed
	for _, name := range lists {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		for _, field := range strings.Fields(string(data)) {
			if p, err := strconv.Atoi(field); err == nil {
				pids = append(pids, p)
			}
		}
	}
	return pids
}

// allDescendants is descendants by the table of all processes, for kernels that do
// not tell a process's children.
func allDescendants(pid int) []int {
	children := make(map[int][]int)
	for p := range processes() {
		children[p.parent] = append(children[p.parent], p.pid)
	}
	var all []int
	for next := children[pid]; len(next) > 0; {
		all = append(all, next...)
		var below []int
		for _, p := range next {
			below = append(below, children[p]...)
		}
		next = below
	}
	return all
}

// inputQueue asks for the number of bytes in a pipe.
const inputQueue = unix.TIOCINQ
