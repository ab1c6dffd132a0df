package listing

import (
	"slices"
	"strings"

	"gosched/kernel/internal/pattern"
)

// A folding is a few instructions in a row that belong to the runtime's bookkeeping,
// on any architecture. Each of its patterns matches one instruction, written
// "OP args"; one that ends in * matches any number of them.
type folding struct {
	words    string // what stands in their place, "" if nothing does
	patterns []*pattern.Pattern
}

// foldings are tried in their order at each instruction.
var foldings = []folding{
	// Data for the runtime, alignment, and the address after a call that panics.
	newFolding("", `^(TEXT|FUNCDATA|PCDATA|PCALIGN|UNDEF)\b.*`),
	newFolding("", `^(NOP|HINT \$0)$`),
	newFolding("", `^XCHGL AX, AX$`),
	// The stack is long enough, or it is grown at the end of the function.
	newFolding("check of the stack", `^CMPQ SP, 16\(R14\)$`, `^(JLS|JHI) .*`),
	newFolding("check of the stack", `^LEAQ -?\d+\(SP\), \S+$`, `^CMPQ \S+, 16\(R14\)$`, `^(JLS|JHI) .*`),
	newFolding("check of the stack", `^MOVD 16\(g\), R16$`, `^(CMP R16, RSP|SUB \$\d+, RSP, R17)$`, `^CMP R16, R17$*`, `^(BLS|BHI) .*`),
	newFolding("grows the stack, then starts again", `^(MOV\S+|STP|FMOV\S+) .*\(R?SP\)$*`, `^MOVD R30, R3$*`, `^CALL runtime\.morestack\w*$`, `^(MOV\S+|LDP|FMOV\S+) .*\(R?SP\), .*$*`, `^(JMP|B) 0$`),
	// The frame.
	newFolding("makes its frame", `^PUSHQ BP$`, `^MOVQ SP, BP$`, `^(SUBQ \$\d+|ADDQ \$-\d+), SP$*`),
	newFolding("makes its frame", `^MOVD\.W R30, -\d+\(RSP\)$`, `^MOVD R29, -8\(RSP\)$`, `^SUB \$8, RSP, R29$`),
	newFolding("makes its frame", `^SUB \$\d+, RSP, R20$`, `^STP \(R29, R30\), -8\(R20\)$`, `^MOVD R20, RSP$`, `^SUB \$8, RSP, R29$`),
	newFolding("leaves its frame", `^(ADDQ \$\d+|SUBQ \$-\d+), SP$*`, `^POPQ BP$`),
	newFolding("leaves its frame", `^MOVD -8\(RSP\), R29$`, `^MOVD\.P \d+\(RSP\), R30$`),
	newFolding("leaves its frame", `^LDP -8\(RSP\), \(R29, R30\)$`, `^ADD \$\d+, RSP(, RSP)?$`),
	// Pointers are told to a collector that marks.
	newFolding("is a collection under way?", `^CMPL runtime\.writeBarrier\(SB\), \$0$`, `^J(NE|EQ) .*`),
	newFolding("is a collection under way?", `^MOVWU runtime\.writeBarrier\(SB\), \S+$`, `^CBN?ZW .*`),
	newFolding("write barrier", `^CALL runtime\.gcWriteBarrier\d$`, `^(MOVQ \S+, (\d+)?\(R11\)|MOVD \S+, (\d+)?\(R25\)|STP \(.*\), (\d+)?\(R25\))$*`),
}

func newFolding(words string, patterns ...string) folding {
	f := folding{words: words}
	for _, p := range patterns {
		f.patterns = append(f.patterns, pattern.New(p))
	}
	return f
}

// fold replaces the instructions of the runtime's bookkeeping.
func fold(instrs []Instr) []Instr {
	instrs = slices.DeleteFunc(instrs, func(i Instr) bool {
		return foldings[0].match([]Instr{i}) > 0 || foldings[1].match([]Instr{i}) > 0 || foldings[2].match([]Instr{i}) > 0
	})
	var folded []Instr
	for len(instrs) > 0 {
		n, words := 0, ""
		for _, f := range foldings {
			if n = f.match(instrs); n > 0 {
				words = f.words
				break
			}
		}
		if n == 0 {
			folded = append(folded, instrs[0])
			instrs = instrs[1:]
			continue
		}
		folded = append(folded, Instr{Offset: instrs[0].Offset, Note: words, at: instrs[0].at})
		instrs = instrs[n:]
	}
	return folded
}

// match returns how many of the first instructions the folding takes.
func (f folding) match(instrs []Instr) int {
	n := 0
	for _, p := range f.patterns {
		many := strings.HasSuffix(p.String(), "$*")
		before := n
		for n < len(instrs) && p.MatchString(strings.TrimSpace(instrs[n].Op+" "+instrs[n].Args)) {
			n++
			if !many {
				break
			}
		}
		if n == before && !many {
			return 0
		}
	}
	return n
}
