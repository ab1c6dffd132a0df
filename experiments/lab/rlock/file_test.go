package rlock_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"gosched/experiments/lab/child"
	"gosched/experiments/lab/rlock"
)

func TestMain(m *testing.M) {
	child.Main()
	os.Exit(m.Run())
}

// neighbour is another process, which tries to take the lock.
var neighbour = child.Register("neighbour", func(args []string) error {
	lock, err := rlock.Open(args[0])
	if err != nil {
		return err
	}
	defer lock.Close()
	holder, err := lock.Holder()
	if err != nil {
		return err
	}
	taken, err := lock.TryAcquire("neighbour")
	fmt.Println(taken, holder)
	return err
})

func open(t *testing.T, path string) *rlock.File {
	t.Helper()
	f, err := rlock.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The lock is free for others, in this process and in others, only when it was released
// as often as it was taken.
func TestFileCounts(t *testing.T) {
	f, err := rlock.Temporary()
	if err != nil {
		t.Fatal(err)
	}
	path := f.Path()
	defer func() {
		f.Close()
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("the file of a temporary lock is left: %v", err)
		}
	}()
	takes := func(owner string, want bool) {
		t.Helper()
		if got, err := f.TryAcquire(owner); got != want || err != nil {
			t.Errorf("%s takes it: %v, %v; want %v", owner, got, err, want)
		}
	}
	neighbourSays := func(taken bool, holder int) {
		t.Helper()
		got := child.Run(600, neighbour, path)
		if want := fmt.Sprintln(taken, holder); got.Output != want {
			t.Errorf("at depth %d the neighbour says %q, want %q", f.Depth(), got.Output, want)
		}
	}
	neighbourSays(true, 0)
	for depth := 1; depth <= 3; depth++ {
		takes("first", true)
		takes("second", false)
		neighbourSays(false, os.Getpid())
	}
	for f.Depth() > 0 {
		neighbourSays(false, os.Getpid())
		if err := f.Release("first"); err != nil {
			t.Fatal(err)
		}
	}
	neighbourSays(true, 0)
	takes("second", true)
}

// The lock of a process that ended without releasing it is free.
func TestFileOfTheDead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	got := child.Run(600, neighbour, path) // takes it and ends
	if !strings.HasPrefix(got.Output, strconv.FormatBool(true)) {
		t.Fatal(got.Output)
	}
	if taken, err := open(t, path).TryAcquire("me"); !taken || err != nil {
		t.Errorf("%v, %v", taken, err)
	}
}

// keeper takes the lock, says so, and is killed.
var keeper = child.Register("keeper", func(args []string) error {
	lock, err := rlock.Open(args[0])
	if err != nil {
		return err
	}
	if _, err := lock.TryAcquire("keeper"); err != nil {
		return err
	}
	return syscall.Kill(os.Getpid(), syscall.SIGKILL)
})

// A holder that was killed left its number in the file, but holds nothing any more.
func TestFileOfTheKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	if got := child.Run(600, keeper, path); got.Status != "signal: killed" {
		t.Fatal(got)
	}
	if text, err := os.ReadFile(path); err != nil || len(text) == 0 {
		t.Fatalf("in the file is %q, %v", text, err)
	}
	f := open(t, path)
	if holder, err := f.Holder(); holder != 0 || err != nil {
		t.Errorf("process %d holds the lock (%v), and is dead", holder, err)
	}
	if taken, err := f.TryAcquire("me"); !taken || err != nil {
		t.Errorf("%v, %v", taken, err)
	}
	if holder, err := f.Holder(); holder != os.Getpid() || err != nil {
		t.Errorf("process %d holds the lock (%v), want this one", holder, err)
	}
}

// A lock that is held when it is closed is free for others, and gone for its holder.
func TestFileClosedWhileHeld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	f, next := open(t, path), open(t, path)
	if taken, err := f.TryAcquire("me"); !taken || err != nil {
		t.Fatal(taken, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if holder, err := next.Holder(); holder != 0 || err != nil {
		t.Errorf("process %d holds the lock (%v), which was closed", holder, err)
	}
	if taken, err := f.TryAcquire("me"); taken || err == nil {
		t.Errorf("taken after it was closed: %v, %v", taken, err)
	}
	if err := f.Release("me"); !errors.Is(err, rlock.ErrNotOwner) {
		t.Errorf("released after it was closed: %v", err)
	}
	if taken, err := next.TryAcquire("me"); !taken || err != nil {
		t.Errorf("%v, %v", taken, err)
	}
}

func TestFileErrors(t *testing.T) {
	f := open(t, filepath.Join(t.TempDir(), "lock"))
	if err := f.Release("me"); !errors.Is(err, rlock.ErrNotOwner) {
		t.Errorf("released by who does not hold it: %v", err)
	}
	if _, err := rlock.Open(t.TempDir()); err == nil {
		t.Error("a directory was opened as a lock")
	}
	f.Close()
	if taken, err := f.TryAcquire("me"); taken || err == nil || f.Depth() != 0 {
		t.Errorf("a closed lock: %v, %v, depth %d", taken, err, f.Depth())
	}
}

// Two locks of one file are two locks, also within a process.
func TestFileTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	a, b := open(t, path), open(t, path)
	if taken, err := a.TryAcquire("me"); !taken || err != nil {
		t.Fatal(taken, err)
	}
	if taken, err := b.TryAcquire("me"); taken || err != nil {
		t.Errorf("taken by another File: %v, %v", taken, err)
	}
}
