package twin

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// available returns which part of the machine's memory, or of what a container may
// use of it, is not in use.
func available() float64 {
	part := 1.0
	f, err := os.Open("/proc/meminfo")
	if err != nil {
		return part
	}
	defer f.Close()
	var total, free float64
	for s := bufio.NewScanner(f); s.Scan(); {
		fmt.Sscanf(s.Text(), "MemTotal: %f", &total)
		fmt.Sscanf(s.Text(), "MemAvailable: %f", &free)
	}
	if total > 0 {
		part = free / total
	}
	limit, used := group("memory.max"), group("memory.current")
	if limit > 0 && used > 0 {
		part = min(part, (limit-used+group("memory.stat"))/limit)
	}
	return part
}

// group returns a number of the control group that a container sees as its root, 0
// if there is none; of memory.stat what is in use by files and can be given back.
func group(name string) float64 {
	data, err := os.ReadFile("/sys/fs/cgroup/" + name)
	if err != nil {
		return 0
	}
	text := strings.TrimSpace(string(data))
	if name == "memory.stat" {
		for line := range strings.Lines(text) {
			if n, ok := strings.CutPrefix(line, "inactive_file "); ok {
				text = strings.TrimSpace(n)
			}
		}
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return n
}
