package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// hintOperation is the hint for a method that values of other languages have, where
// Go has a function or an operator.
func (e *edit) hintOperation(x ast.Expr, t types.Type, name string) string {
	if name == "len" || name == "length" || name == "size" || name == "Len" || name == "Length" {
		switch t.Underlying().(type) {
		case *types.Slice, *types.Array, *types.Map, *types.Chan, *types.Basic:
			if b, basic := t.Underlying().(*types.Basic); !basic || b.Info()&types.IsString != 0 {
				return "len(" + types.ExprString(x) + ") is its length"
			}
		}
	}
	operations := sliceOperations
	switch u := t.Underlying().(type) {
	case *types.Slice:
	case *types.Map:
		operations = mapOperations
		if hasStringKeys(u) && operations[strings.ToLower(name)] == "" {
			return "the value of a key is " + types.ExprString(x) + "[\"" + name + "\"]"
		}
	case *types.Chan:
		operations = chanOperations
	case *types.Basic:
		if !isString(u) {
			return ""
		}
		if hint := e.hintStrings(name); hint != "" {
			return hint
		}
		operations = stringOperations
	default:
		return ""
	}
	return operations[strings.ToLower(name)]
}

// hintStrings is the hint for a function of package strings that is written as a method.
func (e *edit) hintStrings(name string) string {
	p, err := e.s.imp.Import("strings")
	if err != nil {
		return ""
	}
	for _, n := range p.Scope().Names() {
		if _, ok := p.Scope().Lookup(n).(*types.Func); ok && token.IsExported(n) && strings.EqualFold(n, name) {
			return "strings." + n + " does that"
		}
	}
	return ""
}

var sliceOperations = map[string]string{
	"append": "xs = append(xs, x) adds an element", "push": "xs = append(xs, x) adds an element", "add": "xs = append(xs, x) adds an element",
	"pop": "xs[len(xs)-1] is the last element, xs[:len(xs)-1] what is before it", "sort": "slices.Sort does that",
	"reverse": "slices.Reverse does that", "contains": "slices.Contains does that", "includes": "slices.Contains does that",
	"index": "slices.Index does that", "indexof": "slices.Index does that", "join": "strings.Join(xs, \", \") joins strings",
	"copy": "slices.Clone does that", "insert": "slices.Insert does that",
}

var mapOperations = map[string]string{
	"has": "value, ok := m[key] tells whether there is a key", "contains": "value, ok := m[key] tells whether there is a key",
	"containskey": "value, ok := m[key] tells whether there is a key", "get": "m[key] is the value, zero if there is none",
	"put": "m[key] = value", "set": "m[key] = value", "delete": "delete(m, key)", "remove": "delete(m, key)",
	"keys": "maps.Keys goes over the keys, and so does for key := range m { … }", "values": "maps.Values goes over the values",
	"items": "for key, value := range m { … } goes over all", "clear": "clear(m) does that",
}

var chanOperations = map[string]string{
	"send": "c <- x sends x", "put": "c <- x sends x", "recv": "<-c receives", "receive": "<-c receives", "get": "<-c receives",
	"close": "close(c) does that", "cap": "cap(c) is its capacity",
}

var stringOperations = map[string]string{
	"upper": "strings.ToUpper does that", "touppercase": "strings.ToUpper does that", "lower": "strings.ToLower does that",
	"tolowercase": "strings.ToLower does that", "strip": "strings.TrimSpace does that", "startswith": "strings.HasPrefix does that",
	"endswith": "strings.HasSuffix does that", "find": "strings.Index does that", "indexof": "strings.Index does that",
	"includes": "strings.Contains does that", "format": "fmt.Sprintf does that", "charat": "s[i] is a byte, []rune(s)[i] a character",
	"substring": "s[i:j] does that, in bytes",
}
