// Package quota says how much memory the process that runs cells may take.
//
// It is three quarters of the memory of the machine, or of what the control group of
// the process may take if that is less. The environment variable GOSCHED_MEMORY
// says otherwise: a number of bytes, or one with a unit, as "6GiB", or "off".
package quota

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"strconv"
	"strings"
)

// Variable is the environment variable that sets the limit.
const Variable = "GOSCHED_MEMORY"

// Limit returns the limit in bytes that Variable has as its value, 0 if there is
// none. The default is used if value is empty.
func Limit(value string) (int64, error) {
	switch value {
	case "":
		return available(os.DirFS("/"), physical()) / 4 * 3, nil
	case "off":
		return 0, nil
	}
	n, err := parse(value)
	if err != nil {
		return 0, fmt.Errorf("%s is %q: %w", Variable, value, err)
	}
	return n, nil
}

// units are what a number of bytes may end in.
var units = []struct {
	name  string
	bytes int64
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40}, {"B", 1}, {"", 1}}

func parse(s string) (int64, error) {
	for _, u := range units {
		number, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
		if err != nil || n <= 0 || n > math.MaxInt64/u.bytes {
			break
		}
		return n * u.bytes, nil
	}
	return 0, fmt.Errorf(`it must be a number of bytes, as in "512MiB" or "6GiB", or "off"`)
}

// Text returns a number of bytes in words.
func Text(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d bytes", n)
}

// available returns what this process may take of total bytes. Groups are nested, and
// each may have a limit. The file system is that of the machine.
func available(fsys fs.FS, total int64) int64 {
	text, _ := fs.ReadFile(fsys, "proc/self/cgroup")
	for line := range strings.Lines(string(text)) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(parts) != 3 {
			continue
		}
		root, file := "sys/fs/cgroup", "memory.max" // version 2
		if parts[1] == "memory" {
			root, file = "sys/fs/cgroup/memory", "memory.limit_in_bytes"
		} else if parts[1] != "" {
			continue
		}
		for group := path.Clean("/" + parts[2]); ; group = path.Dir(group) {
			text, err := fs.ReadFile(fsys, path.Join(root, group, file))
			if n, bad := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil && bad == nil {
				total = min(total, n)
			}
			if group == "/" {
				break
			}
		}
	}
	return total
}
