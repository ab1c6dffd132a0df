#include "textflag.h"

// Each stub leaves its index in a register that carries no argument and goes
// on in dispatch, which enters the closure of that slot. All argument
// registers and the stack are as the caller left them.

#define S1(i) MOVD $(i), R19; B dispatch<>(SB)
#define S8(i) S1(i); S1(i+1); S1(i+2); S1(i+3); S1(i+4); S1(i+5); S1(i+6); S1(i+7)
#define S64(i) S8(i); S8(i+8); S8(i+16); S8(i+24); S8(i+32); S8(i+40); S8(i+48); S8(i+56)
#define S512(i) S64(i); S64(i+64); S64(i+128); S64(i+192); S64(i+256); S64(i+320); S64(i+384); S64(i+448)
#define S4096(i) S512(i); S512(i+512); S512(i+1024); S512(i+1536); S512(i+2048); S512(i+2560); S512(i+3072); S512(i+3584)

TEXT stubs<>(SB), NOSPLIT|NOFRAME, $0-0
	S4096(1)
	S4096(4097)
	S4096(8193)
	S4096(12289)
	S4096(16385)
	S4096(20481)
	S4096(24577)
	S4096(28673)
	S4096(32769)
	S4096(36865)
	S4096(40961)
	S4096(45057)
	RET

// R19: index. R26 becomes the closure, as in any call of a function value.
TEXT dispatch<>(SB), NOSPLIT|NOFRAME, $0-0
	MOVD ·slotTable(SB), R20
	MOVD (R20)(R19<<3), R26
	MOVD (R26), R20
	B    (R20)

// func stubBase() unsafe.Pointer
TEXT ·stubBase(SB), NOSPLIT, $0-8
	MOVD $stubs<>(SB), R19
	MOVD R19, ret+0(FP)
	RET
