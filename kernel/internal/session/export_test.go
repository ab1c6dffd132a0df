package session

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// A survivor is a live declaration that could be made now: neither frozen, nor of
// a type that has been replaced, nor dependent on such things.
type survivor struct {
	Name, Kind, Type string
	Source           string // that declares it; of a variable, without a value
}

// Survivors returns the declarations of s that a fresh session accepts.
func (s *Session) Survivors() []survivor {
	out := make(map[string]bool)
	for name, d := range s.decls {
		out[name] = d.frozen || d.kind == KindVar && !s.current(d.obj.Type())
	}
	for changed := true; changed; {
		changed = false
		for name, d := range s.decls {
			gone := slices.ContainsFunc(d.deps, func(n string) bool { return out[n] }) ||
				d.kind == KindMethod && out[d.recv] || callsMethod(s, d, out)
			if !out[name] && gone {
				out[name], changed = true, true
			}
		}
	}
	var list []survivor
	for _, d := range s.sorted() {
		if out[d.name] {
			continue
		}
		v := survivor{d.name, d.kind.String(), s.typeString(d.obj), ""}
		if d.kind == KindVar {
			v.Source = "var " + d.name + " " + types.TypeString(d.obj.Type(), s.qualify)
		} else {
			v.Source = s.declText(d, asWritten)
		}
		list = append(list, v)
	}
	return list
}

// asWritten leaves names as they are.
func asWritten(a alteration) string {
	if a.is == beforeDot {
		return ""
	}
	return a.text
}

// callsMethod reports whether d may call one of the methods in out, or ask for it.
func callsMethod(s *Session, d *decl, out map[string]bool) bool {
	for _, m := range s.decls {
		if d.fn != nil && m.kind == KindMethod && out[m.name] && strings.Contains(d.text, m.fn.Name.Name+"(") {
			return true
		}
	}
	return false
}

// Imports returns the imports in force as source.
func (s *Session) Imports() string {
	var b strings.Builder
	for name, imp := range s.imports {
		fmt.Fprintf(&b, "import %s %q\n", name, imp.path)
	}
	return b.String()
}
