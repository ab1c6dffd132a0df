package offspring

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// members lists the processes of a session that have not ended, without the
// calling one.
func members(session int) []int {
	var pids []int
	dir, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	for _, name := range names {
		if pid, err := strconv.Atoi(name); err == nil && pid != os.Getpid() && sessionOf(pid) == session {
			pids = append(pids, pid)
		}
	}
	return pids
}

// sessionOf returns the session of a process, 0 if there is none or it has ended.
func sessionOf(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// After the name in parentheses, which may hold anything: state, parent, group, session.
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 4 || fields[0][0] == 'Z' || fields[0][0] == 'X' {
		return 0
	}
	n, _ := strconv.Atoi(string(fields[3]))
	return n
}
