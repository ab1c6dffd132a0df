//go:build unix && !linux

package supervisor

import "syscall"

// attributes makes the worker lead a session.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
