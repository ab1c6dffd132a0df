package assist

import (
	"go/ast"
	"go/types"
	"unicode"
	"unicode/utf8"

	"gosched/kernel/internal/session"
)

// cursorName stands where the cursor is, if no name does.
const cursorName = "Cursor__"

// A place is the surroundings of the cursor as the type checker sees them.
type place struct {
	probe *session.Probe
	ident *ast.Ident // at the cursor, nil if there is none
	path  []ast.Node // from the root to ident
}

// wordAt returns the range of the identifier that an offset is in or after.
func wordAt(src string, offset int) (start, end int) {
	start, end = offset, offset
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(src[:start])
		if !isLetter(r) {
			break
		}
		start -= n
	}
	for end < len(src) {
		r, n := utf8.DecodeRuneInString(src[end:])
		if !isLetter(r) {
			break
		}
		end += n
	}
	return start, end
}

func isLetter(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// locate checks a cell and finds the identifier that starts at an offset.
func locate(s *session.Session, src string, start int) *place {
	p := &place{probe: s.Probe(src)}
	for _, root := range p.probe.Roots {
		var stack []ast.Node
		ast.Inspect(root, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			stack = append(stack, n)
			if id, ok := n.(*ast.Ident); ok && p.ident == nil && p.probe.Offset(id.Pos()) == start {
				p.ident = id
				p.path = append([]ast.Node(nil), stack...)
			}
			return true
		})
	}
	return p
}

// parent returns the node that contains the identifier, n levels up.
func (p *place) parent(n int) ast.Node {
	if i := len(p.path) - 1 - n; i >= 0 {
		return p.path[i]
	}
	return nil
}

// object returns what the identifier stands for, nil if that is unknown.
func (p *place) object() types.Object {
	if p.ident == nil {
		return nil
	}
	if o := p.probe.Info.Uses[p.ident]; o != nil {
		return o
	}
	return p.probe.Info.Defs[p.ident]
}

// scope returns the innermost scope at the identifier.
func (p *place) scope() *types.Scope {
	var best *types.Scope
	for _, sc := range p.probe.Info.Scopes {
		if sc.Contains(p.ident.Pos()) && sc.Parent() != p.probe.Pkg.Scope() && (best == nil || within(sc, best)) {
			best = sc
		}
	}
	return best
}

// within reports whether sc is somewhere below outer.
func within(sc, outer *types.Scope) bool {
	for sc != nil && sc != outer {
		sc = sc.Parent()
	}
	return sc == outer
}
