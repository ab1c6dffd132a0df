//go:build unix && !linux

package twin

// What other processes do is not known here: programs get no input, and their
// memory is limited by the Go runtime alone.

func resident(int) int64 { return 0 }

func waitsForInput(int, uint64) bool { return false }

func seesInput() bool { return false }

// inputQueue is FIONREAD, which has no name there that all systems share.
const inputQueue = 0x4004667f
