//go:build unix && !linux

package twin

import "syscall"

const rssUnit = 1

func expend() {}

func programAttr() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

// inputQueue is FIONREAD, which has no name there that all systems share.
const inputQueue = 0x4004667f
