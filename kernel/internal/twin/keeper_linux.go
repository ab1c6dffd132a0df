package twin

import (
	"os"
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

// descendants returns the living processes below pid.
func descendants(pid int) []int {
	children := make(map[int][]int)
	for p := range processes() {
		if p.state != 'Z' {
			children[p.parent] = append(children[p.parent], p.pid)
		}
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
