package realtype

import "unsafe"

// stubSize is the size of a stub: a MOVL of 6 bytes and a JMP of 5.
const stubSize = 11

// stubIndex reads the index that stub i loads from its code.
func stubIndex(i int) int {
	return int(*(*uint32)(unsafe.Add(stubAddress(i), 2)))
}
