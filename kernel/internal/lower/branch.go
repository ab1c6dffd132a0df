package lower

import (
	"go/ast"
	"go/token"

	"gosched/kernel/internal/core"
)

// A target is an enclosing statement that break or continue can mean.
type target struct {
	label string
	loop  bool
}

// within lowers the block of a statement that break can leave.
func (b *body) within(t target, do func()) *core.Node {
	b.targets = append(b.targets, t)
	n := b.block(do)
	b.targets = b.targets[:len(b.targets)-1]
	return n
}

func (b *body) labeled(s *ast.LabeledStmt) {
	name := s.Label.Name
	if b.flow.gotos[name] {
		b.emit(core.OpLabel, b.at(s.Pos())).Str = gotoLabel(name)
	}
	b.stmt(s.Stmt, name)
}

// gotoLabel keeps targets of goto apart from labels of loops.
func gotoLabel(name string) string { return "goto_" + name }

func (b *body) branchStmt(s *ast.BranchStmt) {
	pos := b.at(s.Pos())
	label := ""
	if s.Label != nil {
		label = s.Label.Name
	}
	b.branch(s.Tok, label, pos)
}

// branch lowers break, continue, goto and fallthrough. In the body of a loop
// over a function the target may be in another core function.
func (b *body) branch(tok token.Token, label string, pos core.Pos) {
	switch tok {
	case token.FALLTHROUGH:
		b.emit(core.OpFallthrough, pos)
		return
	case token.GOTO:
		if b.loop == nil || b.loop.labels[label] {
			b.emit(core.OpGoto, pos).Str = gotoLabel(label)
		} else {
			b.leaveLoop(exit{tok, label}, pos)
		}
		return
	}
	for i := len(b.targets) - 1; i >= 0; i-- {
		if t := b.targets[i]; label != "" && t.label == label || label == "" && (t.loop || tok == token.BREAK) {
			op := core.OpBreak
			if tok == token.CONTINUE {
				op = core.OpContinue
			}
			b.emit(op, pos).Str = label
			return
		}
	}
	if b.loop == nil {
		b.u.failHere("%s outside of its statement", tok)
	}
	b.leaveLoop(exit{tok, label}, pos)
}
