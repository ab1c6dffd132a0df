package rlock

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
)

// A File is a re-entrant lock between processes, which is what the operating system's
// lock of a file is not: that has an owner and no counter. So the file is locked for
// the process, which writes its number into it, and how often who has taken it here is
// counted here. The lock ends with the process, however that ends.
type File struct {
	mu     sync.Mutex // held by all methods that take and release
	file   *os.File
	remove bool // when it is closed
	here   Lock // of the owners in this process
}

// Open returns the lock that a file is, which is made if it does not exist. Nothing is
// locked yet. Two Files are two holders, even of one file in one process.
func Open(path string) (*File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening a lock: %w", err)
	}
	return &File{file: file}, nil
}

// Temporary returns the lock that a new file is. Close removes the file.
func Temporary() (*File, error) {
	file, err := os.CreateTemp("", "rlock-*")
	if err != nil {
		return nil, fmt.Errorf("making a lock: %w", err)
	}
	return &File{file: file, remove: true}, nil
}

// Path returns the name of the file, by which another process can open it.
func (f *File) Path() string { return f.file.Name() }

// TryAcquire takes the lock once more if it is free or owner's, an owner of this
// process, and reports whether it did.
func (f *File) TryAcquire(owner any) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.here.TryAcquire(owner) {
		return false, nil
	}
	if f.here.Depth() > 1 {
		return true, nil
	}
	locked, err := tryLock(f.file)
	if locked {
		err = f.sign(strconv.Itoa(os.Getpid()))
	}
	if !locked || err != nil {
		return false, errors.Join(err, f.here.Release(owner))
	}
	return true, nil
}

// Release undoes one TryAcquire that succeeded. With the last one other processes can
// take the lock.
func (f *File) Release(owner any) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.here.Release(owner); err != nil || f.here.Depth() > 0 {
		return err
	}
	return errors.Join(f.sign(""), unlock(f.file))
}

// Holder returns the number of the process that holds the lock, 0 if none does. It is
// what that process wrote, and counts as long as it lives: one that was killed wrote
// nothing any more, but the operating system has taken its lock back.
func (f *File) Holder() (pid int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	text, err := io.ReadAll(io.NewSectionReader(f.file, 0, 32))
	if err != nil {
		return 0, fmt.Errorf("reading who holds the lock: %w", err)
	}
	pid, _ = strconv.Atoi(strings.TrimSpace(string(text))) // nothing there: nobody
	if pid > 0 && !alive(pid) {
		return 0, nil
	}
	return pid, nil
}

// Depth returns how often an owner in this process must release the lock.
func (f *File) Depth() int { return f.here.Depth() }

// Close lets go of the file, and of the lock if it is held. After that nobody can take it
// by this File.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var err error
	if f.here.free() {
		err = f.sign("")
	}
	err = errors.Join(err, f.file.Close())
	if f.remove {
		err = errors.Join(err, os.Remove(f.Path()))
	}
	return err
}

// sign writes who holds the lock.
func (f *File) sign(pid string) error {
	if err := f.file.Truncate(0); err != nil {
		return fmt.Errorf("signing a lock: %w", err)
	}
	if _, err := f.file.WriteAt([]byte(pid), 0); err != nil {
		return fmt.Errorf("signing a lock: %w", err)
	}
	return nil
}
