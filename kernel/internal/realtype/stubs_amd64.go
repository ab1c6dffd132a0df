package realtype

// stubSize is the size of a stub: a MOVL of 6 bytes and a JMP of 5.
const stubSize = 11

// stubsFit reports whether the stubs are as long as expected: after the last
// one comes a return instruction.
func stubsFit() bool { return *(*byte)(stubAddress(stubCount + 1)) == 0xc3 }
