package quota

import "golang.org/x/sys/unix"

// physical returns the memory of the machine.
func physical() int64 {
	n, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return 0
	}
	return int64(n)
}

// Resident returns how many bytes of memory a process has, 0 if that is not known.
func Resident(int) int64 { return 0 }
