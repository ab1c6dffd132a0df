//go:build unix && !linux

package magic

import "syscall"

// alive says whether a group has processes.
func alive(group int) bool { return syscall.Kill(-group, 0) == nil }
