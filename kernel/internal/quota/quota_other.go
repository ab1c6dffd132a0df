//go:build !linux && !darwin

package quota

// physical returns the memory of the machine, 0 if it is not known.
func physical() int64 { return 0 }

// Resident returns how many bytes of memory a process has, 0 if that is not known.
func Resident(int) int64 { return 0 }
