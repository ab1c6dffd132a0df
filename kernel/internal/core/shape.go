package core

import "strings"

// A shape is what Verify demands of the operands of an operation, one letter
// each: v a value, s a statement, b a block, l an OpLocal, c an OpCase, k a
// select clause, t an OpAt, m a node with several values, p a place. A
// capital letter may be nil. A last "*" repeats the letter before it any number of
// times.
type shape string

var shapes = [numOps]shape{
	OpConst: "", OpZero: "", OpLocal: "", OpGlobal: "", OpFunc: "", OpExt: "", OpExtVar: "",
	OpClosure: "vv*", OpBound: "v",
	OpNeg: "v", OpCompl: "v", OpNot: "v", OpAdd: "vv", OpSub: "vv", OpMul: "vv", OpDiv: "vv", OpRem: "vv",
	OpAnd: "vv", OpOr: "vv", OpXor: "vv", OpAndNot: "vv", OpShl: "vv", OpShr: "vv",
	OpEq: "vv", OpNe: "vv", OpLt: "vv", OpLe: "vv", OpGt: "vv", OpGe: "vv", OpEqual: "vv", OpIsNil: "v",
	OpAndAnd: "vv", OpOrOr: "vv",
	OpConv: "v", OpRuneString: "v", OpBytesString: "v", OpStringBytes: "v", OpArrayOf: "v",
	OpToIface: "v", OpIface: "v", OpAssert: "v", OpAssertOk: "v", OpIs: "v",
	OpDeref: "v", OpField: "v", OpIndex: "vv", OpMapIndex: "vv", OpMapIndexOk: "vv", OpAddr: "p",
	OpSlice: "vVVV", OpSliceAt: "vv", OpStringAt: "vv", OpNew: "v*", OpStruct: "v*", OpElems: "t*", OpAt: "v", OpMap: "v*",
	OpMakeSlice: "vv*", OpMakeMap: "v*", OpMakeChan: "v*", OpLen: "v", OpCap: "v",
	OpAppend: "vv*", OpAppendSlice: "vv", OpCopy: "vv", OpMin: "vv", OpMax: "vv",
	OpComplex: "vv", OpReal: "v", OpImag: "v",
	OpCall: "v*", OpCallValue: "vv*", OpCallExt: "v*", OpCallMethod: "vv*", OpRecv: "v", OpRecvOk: "v", OpRecover: "",
	OpExpr: "e", OpAssign: "pv", OpAssignMulti: "mL*", OpBlock: "s*", OpIf: "vbB", OpFor: "VBb",
	OpSwitch: "c*", OpCase: "Vb", OpFallthrough: "", OpSelect: "k*", OpOnSend: "vvb", OpOnRecv: "vLLb", OpOnDefault: "b",
	OpRangeMap: "vLLb", OpBreak: "", OpContinue: "", OpLabeled: "b", OpLabel: "", OpGoto: "", OpReturn: "v*",
	OpGo: "v", OpNewFrame: "", OpRunFrame: "vv", OpDefer: "vV", OpPanic: "v", OpRangePanic: "", OpPrint: "v*", OpPrintln: "v*",
	OpDelete: "vv", OpClear: "v", OpClose: "v", OpSend: "vv", OpSetExt: "v", OpResult: "v*", OpUnreachable: "",
}

// at returns the letter for operand i.
func (s shape) at(i int) byte {
	if repeated, ok := strings.CutSuffix(string(s), "*"); ok {
		return repeated[min(i, len(repeated)-1)]
	}
	return s[i]
}

// fits says whether an operation of this shape may have n operands.
func (s shape) fits(n int) bool {
	if repeated, ok := strings.CutSuffix(string(s), "*"); ok {
		return n >= len(repeated)-1
	}
	for n < len(s) && s[len(s)-1] < 'a' { // absent operands at the end may be left out
		s = s[:len(s)-1]
	}
	return n == len(s)
}

func isStatement(op Op) bool { return op >= OpExpr }

// severalValues says whether n can be what AssignMulti spreads.
func severalValues(n *Node) bool {
	switch n.Op {
	case OpAssertOk, OpMapIndexOk, OpRecvOk:
		return true
	case OpCall, OpCallValue, OpCallExt, OpCallMethod:
		return n.Type == NoType
	}
	return false
}

// isPlace says whether n can be assigned to or, if memory, has an address.
func isPlace(n *Node, memory bool) bool {
	switch n.Op {
	case OpDeref:
		return true
	case OpLocal, OpMapIndex:
		return !memory
	case OpField:
		return isPlace(n.Args[0], memory)
	case OpIndex:
		return true // of a slice, or of a place that Addr's operand shows
	}
	return false
}

// allowed says whether a can stand where the letter is.
func allowed(letter byte, a *Node) bool {
	if a == nil {
		return letter < 'a'
	}
	switch letter | 0x20 {
	case 'v':
		return !isStatement(a.Op) && a.Type != NoType && a.Op != OpAssertOk && a.Op != OpMapIndexOk && a.Op != OpRecvOk
	case 'e':
		return !isStatement(a.Op)
	case 's':
		return isStatement(a.Op) && a.Op != OpCase && a.Op != OpOnSend && a.Op != OpOnRecv && a.Op != OpOnDefault
	case 'b':
		return a.Op == OpBlock
	case 'l':
		return a.Op == OpLocal
	case 'c':
		return a.Op == OpCase
	case 'k':
		return a.Op == OpOnSend || a.Op == OpOnRecv || a.Op == OpOnDefault
	case 't':
		return a.Op == OpAt
	case 'm':
		return severalValues(a)
	case 'p':
		return isPlace(a, false)
	}
	return false
}
