//go:build unix && !linux

package offspring

import "syscall"

// Adopt does nothing here: orphans go to process 1.
func Adopt() {}

// attributes makes a child lead a session.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
