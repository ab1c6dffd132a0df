package module

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Place returns a new directory for a module, below the user's cache directory, and
// removes those that no process holds any more.
func Place() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a place for the session's module: %w", err)
	}
	parent := filepath.Join(cache, "gosched", "modules")
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return "", fmt.Errorf("finding a place for the session's module: %w", err)
	}
	sweep(parent)
	dir, err := os.MkdirTemp(parent, "kernel-")
	if err != nil {
		return "", fmt.Errorf("finding a place for the session's module: %w", err)
	}
	return dir, nil
}

// hold locks a directory against sweep for as long as the file is open, which ends
// with the process at the latest. Numbers of processes would not do: those of
// containers that share a directory are not told apart by them.
func hold(dir string) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("locking %s: %w", dir, err)
	}
	return f, nil
}

// sweep removes the directories that nobody holds.
func sweep(parent string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := filepath.Join(parent, e.Name())
		if f, err := os.Open(name); err == nil {
			if e.IsDir() && syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
				os.RemoveAll(name)
			}
			f.Close()
		}
	}
}
