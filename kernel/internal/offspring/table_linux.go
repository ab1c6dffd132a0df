package offspring

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// table lists all processes.
func table() []process {
	dir, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	var all []process
	for _, name := range names {
		if pid, err := strconv.Atoi(name); err == nil {
			if p, ok := look(pid); ok {
				all = append(all, p)
			}
		}
	}
	return all
}

// look returns process pid; false means that it has just gone.
func look(pid int) (process, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return process{}, false
	}
	// After the name in parentheses, which may hold anything: state, parent, group, session.
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 4 {
		return process{}, false
	}
	parent, _ := strconv.Atoi(string(fields[1]))
	session, _ := strconv.Atoi(string(fields[3]))
	return process{pid, parent, session, fields[0][0] == 'Z' || fields[0][0] == 'X'}, true
}

// descendants returns the processes below pid; false means that this system does not
// tell a process's children.
func descendants(pid int) ([]int, bool) {
	if _, err := os.Stat(fmt.Sprintf("/proc/self/task/%d/children", os.Getpid())); err != nil {
		return nil, false
	}
	all := children(pid)
	for i := 0; i < len(all); i++ {
		all = append(all, children(all[i])...)
	}
	return all, true
}

// children returns the processes that the threads of a process have started, or
// adopted.
func children(pid int) (pids []int) {
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid)) // the pattern is well-formed
	for _, name := range lists {
		data, _ := os.ReadFile(name) // one that has ended has none
		for _, field := range bytes.Fields(data) {
			if p, err := strconv.Atoi(string(field)); err == nil {
				pids = append(pids, p)
			}
		}
	}
	return pids
}
