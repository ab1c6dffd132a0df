package usage

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// switches adds up what the system has counted for each thread of this process. (The
// file /proc/self/status itself tells of the first thread only.)
func switches() (sum Switches, err error) {
	files, _ := filepath.Glob("/proc/self/task/*/status")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // the thread has ended
		}
		s := parse(string(text))
		sum.Voluntary += s.Voluntary
		sum.Involuntary += s.Involuntary
	}
	if sum == (Switches{}) {
		return sum, fmt.Errorf("counting switches: %w", errUnknown)
	}
	return sum, nil
}

// parse reads the counts in a status file.
func parse(status string) (s Switches) {
	for line := range strings.Lines(status) {
		name, value, _ := strings.Cut(line, ":")
		n, _ := strconv.Atoi(strings.TrimSpace(value))
		switch name {
		case "voluntary_ctxt_switches":
			s.Voluntary = n
		case "nonvoluntary_ctxt_switches":
			s.Involuntary = n
		}
	}
	return s
}
