//go:build unix && !linux

package offspring

import "syscall"

// Adopt does nothing here: orphans go to process 1.
func Adopt() {}

// sessionLeader makes a child lead a session.
func sessionLeader() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

// GroupLeader makes a child lead a process group.
func GroupLeader() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
