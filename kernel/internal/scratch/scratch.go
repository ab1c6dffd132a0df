// Package scratch is the directory that a kernel has to itself: below the user's
// cache directory, made when it is first needed, removed when the kernel ends.
//
// It is locked while the kernel lives. The next kernel that makes one removes those
// that are not: their kernels were killed. Numbers of processes would not do, since
// those of containers that share a home directory are not told apart by them.
package scratch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
)

// Cache returns the directory of all that kernels keep: gosched in the user's cache
// directory. It need not exist.
func Cache() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the cache directory: %w", err)
	}
	return filepath.Join(dir, "gosched"), nil
}

// A Dir is the directory of one kernel. It is safe for concurrent use.
type Dir struct {
	mu     sync.Mutex
	parent string
	path   string   // "" as long as nobody has needed it
	lock   *os.File // locked while path exists
	closed bool
}

// New returns the Dir of a kernel that keeps its own below cache; "" means Cache.
func New(cache string) *Dir { return &Dir{parent: cache} }

// Sub returns a function that returns the directory of that name in d, which it makes
// if it is not there.
func (d *Dir) Sub(name string) func() (string, error) {
	return func() (string, error) {
		d.mu.Lock()
		defer d.mu.Unlock()
		if err := d.open(); err != nil {
			return "", err
		}
		sub := filepath.Join(d.path, name)
		if err := os.MkdirAll(sub, 0o777); err != nil {
			return "", fmt.Errorf("making the kernel's directory: %w", err)
		}
		return sub, nil
	}
}

// prefix begins the names of directories of kernels.
const prefix = "kernel-"

// open makes the directory, once, and removes what killed kernels have left.
func (d *Dir) open() error {
	if d.closed {
		return errors.New("the kernel is ending")
	}
	if d.path != "" {
		return nil
	}
	cache := d.parent
	if cache == "" {
		var err error
		if cache, err = Cache(); err != nil {
			return err
		}
	}
	parent := filepath.Join(cache, "kernels")
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return fmt.Errorf("making the kernel's directory: %w", err)
	}
	sweep(parent)
	path, err := os.MkdirTemp(parent, prefix)
	if err != nil {
		return fmt.Errorf("making the kernel's directory: %w", err)
	}
	lock, err := take(path)
	if err != nil {
		os.RemoveAll(path)
		return fmt.Errorf("making the kernel's directory: %w", err)
	}
	d.path, d.lock = path, lock
	return nil
}

// take takes the lock of a directory. The error is another process's having it.
func take(path string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(path, "lock"), os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	return f, nil
}

// sweep removes directories that no kernel holds. One without a lock is being made.
func sweep(parent string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, e := range entries {
		path := filepath.Join(parent, e.Name())
		if _, err := os.Stat(filepath.Join(path, "lock")); err != nil || !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		if lock, err := take(path); err == nil {
			os.RemoveAll(path)
			lock.Close()
		}
	}
}

// Close removes the directory. No other is made afterwards.
func (d *Dir) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	if d.path == "" {
		return nil
	}
	path := d.path
	d.path = ""
	if err := errors.Join(os.RemoveAll(path), d.lock.Close()); err != nil {
		return fmt.Errorf("removing the kernel's directory: %w", err)
	}
	return nil
}
