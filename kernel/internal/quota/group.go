package quota

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
)

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
