//go:build unix

package history

import (
	"os"
	"syscall"
	"time"
)

// lock takes the file's advisory lock and returns what releases it. A lock that
// cannot be had soon (a file system without locks, a stopped process) is done
// without: two sessions might then share a number, and nothing worse.
func lock(f *os.File) (unlock func()) {
	for range 20 {
		if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			return func() { syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
		}
		time.Sleep(time.Millisecond)
	}
	return func() {}
}
