//go:build amd64 || arm64

package realtype

import "unsafe"

// stubBase returns the address of the code of all stubs, one after the other,
// stubSize bytes each.
func stubBase() unsafe.Pointer

// stubAddress returns the address of stub i, counted from 1.
func stubAddress(i int) unsafe.Pointer {
	return unsafe.Add(stubBase(), (i-1)*stubSize)
}

// stubsPresent says that this architecture has stubs.
const stubsPresent = true
