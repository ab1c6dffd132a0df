package module

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// prefix begins the names of modules' directories; the number of the kernel's
// process follows.
const prefix = "kernel-"

// Place returns the directory for the module of this process, below the user's
// cache directory, and removes those of processes that have ended.
func Place() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a place for the session's module: %w", err)
	}
	parent := filepath.Join(cache, "gosched", "modules")
	sweep(parent)
	return filepath.Join(parent, prefix+strconv.Itoa(os.Getpid())), nil
}

// sweep removes the directories of processes that have ended.
func sweep(parent string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return // there is nothing yet
	}
	for _, e := range entries {
		number, ok := strings.CutPrefix(e.Name(), prefix)
		if pid, err := strconv.Atoi(number); ok && err == nil && (pid == os.Getpid() || gone(pid)) {
			os.RemoveAll(filepath.Join(parent, e.Name()))
		}
	}
}

// gone says whether no process has this number.
func gone(pid int) bool { return syscall.Kill(pid, 0) == syscall.ESRCH }
