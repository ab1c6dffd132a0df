package rt

import (
	"sync"
	"syscall"
	"time"
)

// children are the processes that cells have started and that have not been
// waited for, each the leader of a process group, by number.
var children struct {
	mu    sync.Mutex
	owner map[int]*Cell
}

// childPatience is how long a process may take to end when it is asked to.
const childPatience = 20 * time.Millisecond

// OwnChild makes process pid, which leads a process group, one of the cell of
// the calling goroutine: an interrupt of the cell ends the group.
func OwnChild(pid int) {
	c := Current().cell
	children.mu.Lock()
	defer children.mu.Unlock()
	if children.owner == nil {
		children.owner = make(map[int]*Cell)
	}
	children.owner[pid] = c
	if c.interrupted() {
		endProcessGroup(pid)
	}
}

// DisownChild says that process pid has been waited for: its number may soon
// be another's.
func DisownChild(pid int) {
	children.mu.Lock()
	defer children.mu.Unlock()
	delete(children.owner, pid)
}

// endChildren ends the processes of the cell, which has been interrupted.
func (c *Cell) endChildren() {
	children.mu.Lock()
	defer children.mu.Unlock()
	for pid, owner := range children.owner {
		if owner == c {
			endProcessGroup(pid)
		}
	}
}

// endProcessGroup does to a group what a terminal's interrupt does, and kills
// what is left of it a moment later.
func endProcessGroup(pid int) {
	syscall.Kill(-pid, syscall.SIGINT)
	time.AfterFunc(childPatience, func() { syscall.Kill(-pid, syscall.SIGKILL) })
}
