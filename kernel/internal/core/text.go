package core

import (
	"fmt"
	"strconv"
	"strings"
)

// Format returns the text form of n, one statement a line.
func Format(n *Node) string {
	var p printer
	p.node(n, 0)
	return p.sb.String()
}

// FormatFunc returns the text form of f: a head line that names slots and
// results, then the body.
func FormatFunc(f *Func) string {
	var p printer
	fmt.Fprintf(&p.sb, "func %d %s captures %d params %d results %v", f.ID, f.Name, f.Captures, f.Params, f.Results)
	for _, flag := range []struct {
		on   bool
		name string
	}{{f.Variadic, " variadic"}, {f.Recovers, " recovers"}, {f.Helper, " helper"}} {
		if flag.on {
			p.sb.WriteString(flag.name)
		}
	}
	for i, s := range f.Slots {
		fmt.Fprintf(&p.sb, "\n\tslot %d %s type %d", i, s.Name, s.Type)
	}
	p.sb.WriteByte('\n')
	p.node(f.Body, 0)
	p.sb.WriteByte('\n')
	return p.sb.String()
}

type printer struct{ sb strings.Builder }

func (p *printer) node(n *Node, indent int) {
	if n == nil {
		p.sb.WriteByte('_')
		return
	}
	p.sb.WriteByte('(')
	p.sb.WriteString(n.Op.String())
	if n.Type != 0 {
		fmt.Fprintf(&p.sb, ":%d", n.Type)
	}
	if (n.Pos != Pos{}) {
		fmt.Fprintf(&p.sb, " @%d:%d", n.Pos.Line, n.Pos.Col)
	}
	if n.Int != 0 || n.Op == OpConst || n.Op == OpLocal || n.Op == OpField || n.Op == OpAt {
		fmt.Fprintf(&p.sb, " #%d", n.Int)
	}
	if n.Str != "" {
		p.sb.WriteByte(' ')
		p.sb.WriteString(strconv.Quote(n.Str))
	}
	for _, a := range n.Args {
		if a != nil && lineOp(a.Op) {
			p.sb.WriteByte('\n')
			p.sb.WriteString(strings.Repeat("\t", indent+1))
		} else {
			p.sb.WriteByte(' ')
		}
		p.node(a, indent+1)
	}
	p.sb.WriteByte(')')
}

// lineOp says whether op starts a line in the text form.
func lineOp(op Op) bool { return op >= OpExpr }

// Parse reads the text form of one node. White space separates and is
// otherwise ignored.
func Parse(text string) (*Node, error) {
	p := parser{rest: text}
	n := p.node()
	p.space()
	if p.err == nil && p.rest != "" {
		p.fail("text after the node")
	}
	if p.err != nil {
		return nil, fmt.Errorf("core: byte %d: %w", len(text)-len(p.rest), p.err)
	}
	return n, nil
}

type parser struct {
	rest string
	err  error
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

func (p *parser) space() { p.rest = strings.TrimLeft(p.rest, " \t\n") }

// eat skips s and says whether it was there.
func (p *parser) eat(s string) bool {
	rest, ok := strings.CutPrefix(p.rest, s)
	p.rest = rest
	return ok
}

func (p *parser) word() string {
	i := strings.IndexFunc(p.rest, func(r rune) bool { return r < 'a' || r > 'z' })
	if i < 0 {
		i = len(p.rest)
	}
	w := p.rest[:i]
	p.rest = p.rest[i:]
	return w
}

func (p *parser) number(bits int) int64 {
	i := 0
	for i < len(p.rest) && (p.rest[i] >= '0' && p.rest[i] <= '9' || i == 0 && p.rest[i] == '-') {
		i++
	}
	v, err := strconv.ParseInt(p.rest[:i], 10, bits)
	if err != nil {
		p.fail("%w", err)
	}
	p.rest = p.rest[i:]
	return v
}

func (p *parser) node() *Node {
	p.space()
	if p.eat("_") {
		return nil
	}
	if !p.eat("(") {
		p.fail("want ( or _")
		return nil
	}
	n := &Node{}
	name := p.word()
	op, ok := opsByName[name]
	if !ok || op == OpInvalid {
		p.fail("unknown operation %q", name)
	}
	n.Op = op
	if p.eat(":") {
		n.Type = TypeID(p.number(32))
	}
	p.operands(n)
	return n
}

func (p *parser) operands(n *Node) {
	for p.err == nil {
		p.space()
		switch {
		case p.eat(")"):
			return
		case p.eat("@"):
			n.Pos.Line = int32(p.number(32))
			if !p.eat(":") {
				p.fail("want : in position")
			}
			n.Pos.Col = int32(p.number(32))
		case p.eat("#"):
			n.Int = p.number(64)
		case strings.HasPrefix(p.rest, `"`):
			q, err := strconv.QuotedPrefix(p.rest)
			if err != nil {
				p.fail("%w", err)
				return
			}
			n.Str, _ = strconv.Unquote(q)
			p.rest = p.rest[len(q):]
		default:
			n.Args = append(n.Args, p.node())
		}
	}
}
