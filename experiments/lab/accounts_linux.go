package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// accounts returns the account of each thread of this process, by its directory.
func accounts() map[string]account {
	all := make(map[string]account)
	threads, _ := filepath.Glob("/proc/self/task/*")
	for _, thread := range threads {
		text, err := os.ReadFile(filepath.Join(thread, "schedstat"))
		if err != nil {
			continue // the thread has ended, or the system keeps no such account
		}
		if a, err := parseAccount(string(text)); err == nil {
			all[thread] = a
		}
	}
	return all
}

// parseAccount reads a schedstat file: nanoseconds that the thread ran, nanoseconds in
// the queue, and how often it ran.
func parseAccount(text string) (a account, err error) {
	var ran, stood int64
	if _, err := fmt.Sscan(text, &ran, &stood); err != nil {
		return a, fmt.Errorf("reading a thread's account: %w", err)
	}
	return account{time.Duration(ran), time.Duration(stood)}, nil
}
