package realtype

// stubSize is the size of a stub: a MOVD and a B of 4 bytes.
const stubSize = 8

// stubsFit reports whether the stubs are as long as expected: after the last
// one comes a return instruction.
func stubsFit() bool { return *(*uint32)(stubAddress(stubCount + 1)) == 0xd65f03c0 }
