package front

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"gosched/kernel/internal/wire"
)

// tick is the unit of processor times in /proc: USER_HZ is 100 on every Linux
// that Go runs on.
const tick = time.Second / 100

// processUsage returns the processor time a process has used and the memory, in
// bytes, that it occupies; zeros if it cannot be looked at.
func processUsage(pid int) (cpu time.Duration, memory uint64) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0
	}
	// The second field, in parentheses, may contain anything.
	f := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	const utime, stime, rss = 11, 12, 21 // counted from the third field
	if len(f) <= rss {
		return 0, 0
	}
	pages := number(f[rss])
	return time.Duration(number(f[utime])+number(f[stime])) * tick, pages * uint64(os.Getpagesize())
}

// hostUsage returns the machine's processor time.
func hostUsage() hostTime {
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return hostTime{}
	}
	line, _, _ := strings.Cut(string(stat), "\n")
	var h hostTime
	for i, f := range strings.Fields(line) {
		d := time.Duration(number(f)) * tick
		switch {
		case i == 0 || i > 8: // the label; guests are counted as users already
		case i == 4 || i == 5: // idle, waiting for input or output
			h.total += d
		default:
			h.total += d
			h.busy += d
		}
	}
	return h
}

// hostMemory returns the machine's memory, nil if it is unknown.
func hostMemory() *wire.VirtualMemory {
	info, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return nil
	}
	size := map[string]uint64{}
	for line := range strings.Lines(string(info)) {
		if name, rest, ok := strings.Cut(line, ":"); ok {
			if f := strings.Fields(rest); len(f) > 0 {
				size[name] = number(f[0]) << 10
			}
		}
	}
	m := &wire.VirtualMemory{Total: size["MemTotal"], Available: size["MemAvailable"], Free: size["MemFree"]}
	m.Used = m.Total - m.Available
	if m.Total > 0 {
		m.Percent = 100 * float64(m.Used) / float64(m.Total)
	}
	return m
}

func number(s string) uint64 {
	n, _ := strconv.ParseUint(s, 10, 64) // what is no number counts nothing
	return n
}
