package core

// opNames gives each Op its name in the text form.
var opNames = [numOps]string{
	OpInvalid: "invalid", OpConst: "const", OpZero: "zero", OpLocal: "local", OpGlobal: "global",
	OpFunc: "func", OpExt: "ext", OpExtVar: "extvar", OpClosure: "closure", OpBound: "bound",
	OpNeg: "neg", OpCompl: "compl", OpNot: "not", OpAdd: "add", OpSub: "sub", OpMul: "mul",
	OpDiv: "div", OpRem: "rem", OpAnd: "and", OpOr: "or", OpXor: "xor", OpAndNot: "andnot",
	OpShl: "shl", OpShr: "shr", OpEq: "eq", OpNe: "ne", OpLt: "lt", OpLe: "le", OpGt: "gt",
	OpGe: "ge", OpEqual: "equal", OpIsNil: "isnil", OpAndAnd: "andand", OpOrOr: "oror",
	OpConv: "conv", OpRuneString: "runestring", OpBytesString: "bytesstring",
	OpStringBytes: "stringbytes", OpArrayOf: "arrayof", OpToIface: "toiface", OpIface: "iface",
	OpAssert: "assert", OpAssertOk: "assertok", OpIs: "is", OpDeref: "deref", OpField: "field",
	OpIndex: "index", OpMapIndex: "mapindex", OpMapIndexOk: "mapindexok", OpAddr: "addr",
	OpSlice: "slice", OpSliceAt: "sliceat", OpStringAt: "stringat", OpNew: "new", OpStruct: "struct", OpElems: "elems", OpAt: "at", OpMap: "map",
	OpMakeSlice: "makeslice", OpMakeMap: "makemap", OpMakeChan: "makechan", OpLen: "len",
	OpCap: "cap", OpAppend: "append", OpAppendSlice: "appendslice", OpCopy: "copy", OpMin: "min",
	OpMax: "max", OpComplex: "complex", OpReal: "real", OpImag: "imag", OpCall: "call",
	OpCallValue: "callvalue", OpCallExt: "callext", OpCallMethod: "callmethod", OpRecv: "recv",
	OpRecvOk: "recvok", OpRecover: "recover", OpExpr: "expr", OpAssign: "assign",
	OpAssignMulti: "assignmulti", OpBlock: "block", OpIf: "if", OpFor: "for", OpSwitch: "switch",
	OpCase: "case", OpFallthrough: "fallthrough", OpSelect: "select", OpOnSend: "onsend",
	OpOnRecv: "onrecv", OpOnDefault: "ondefault", OpRangeMap: "rangemap", OpBreak: "break",
	OpContinue: "continue", OpLabeled: "labeled", OpLabel: "label", OpGoto: "goto",
	OpReturn: "return", OpGo: "go", OpNewFrame: "newframe", OpRunFrame: "runframe",
	OpDefer: "defer", OpPanic: "panic", OpRangePanic: "rangepanic", OpPrint: "print", OpPrintln: "println",
	OpDelete: "delete", OpClear: "clear", OpClose: "close", OpSend: "send", OpSetExt: "setext",
	OpResult: "result", OpUnreachable: "unreachable",
}

var opsByName = func() map[string]Op {
	m := make(map[string]Op, numOps)
	for op, s := range opNames {
		m[s] = Op(op)
	}
	return m
}()

// String returns the name of op in the text form.
func (op Op) String() string {
	if op >= numOps {
		return "invalid"
	}
	return opNames[op]
}
