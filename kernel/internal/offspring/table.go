package offspring

import "os"

// A process is one line of the system's table of processes.
type process struct {
	pid, parent, session int
	ended                bool // and has not been waited for
}

// below lists the processes that belong and their descendants.
func below(belongs func(process) bool) []process {
	own.mu.Lock() // no child is half started
	defer own.mu.Unlock()
	all := table()
	children := make(map[int][]process)
	for _, p := range all {
		children[p.parent] = append(children[p.parent], p)
	}
	var found []process
	seen := map[int]bool{os.Getpid(): true}
	var add func(process)
	add = func(p process) {
		if seen[p.pid] {
			return
		}
		seen[p.pid] = true
		found = append(found, p)
		for _, c := range children[p.pid] {
			add(c)
		}
	}
	for _, p := range all {
		if belongs(p) {
			add(p)
		}
	}
	return found
}

// Below returns the processes that descend from another one.
func Below(pid int) []int {
	if pids, ok := descendants(pid); ok {
		return pids
	}
	return allDescendants(pid)
}

// allDescendants is Below by the table of all processes.
func allDescendants(pid int) (pids []int) {
	for _, p := range below(func(p process) bool { return p.parent == pid }) {
		pids = append(pids, p.pid)
	}
	return pids
}
