package twin

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// rssUnit is the unit of ru_maxrss in bytes.
const rssUnit = 1 << 10

// expend makes the keeper, with all that it starts, the first to be killed if memory
// runs out.
func expend() { _ = os.WriteFile("/proc/self/oom_score_adj", []byte("900"), 0) }

func programAttr() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
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
