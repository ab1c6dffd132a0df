package twin

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// cacheDir returns the directory below the user's cache directory where compiled
// cells are made.
func cacheDir() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a place to compile: %w", err)
	}
	return filepath.Join(cache, "gosched"), nil
}

// prefix begins the names of the directories of kernels.
const prefix = "kernel-"

// A place is the directory of a kernel's compiled cells. It is locked while the
// kernel lives, so that others know when it does not.
type place struct {
	dir  string
	lock *os.File
}

// openPlace makes a directory for this kernel below parent, and removes those of
// kernels that were killed.
func openPlace(parent string) (*place, error) {
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, fmt.Errorf("making a place to compile: %w", err)
	}
	sweep(parent)
	dir, err := os.MkdirTemp(parent, prefix)
	if err != nil {
		return nil, fmt.Errorf("making a place to compile: %w", err)
	}
	lock, err := lockDir(dir)
	if err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("making a place to compile: %w", err)
	}
	return &place{dir, lock}, nil
}

// lockDir takes the lock of a directory, an error if another process has it.
func lockDir(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// sweep removes directories that no living kernel has. One without a lock file is
// being made.
func sweep(parent string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, e := range entries {
		dir := filepath.Join(parent, e.Name())
		if _, err := os.Stat(filepath.Join(dir, "lock")); !strings.HasPrefix(e.Name(), prefix) || err != nil {
			continue
		}
		if f, err := lockDir(dir); err == nil {
			os.RemoveAll(dir)
			f.Close()
		}
	}
}

// close removes the directory.
func (p *place) close() error {
	return errors.Join(os.RemoveAll(p.dir), p.lock.Close())
}
