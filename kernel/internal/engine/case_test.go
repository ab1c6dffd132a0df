package engine

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gosched/kernel/internal/core"
)

// kinds are the words for type kinds in test cases.
var kinds = map[string]core.Kind{
	"pointer": core.KindPointer, "slice": core.KindSlice, "array": core.KindArray, "map": core.KindMap,
	"chan": core.KindChan, "func": core.KindFunc, "struct": core.KindStruct, "interface": core.KindInterface,
	"named": core.KindNamed, "ext": core.KindExt,
}

// parseUnit reads the text of a unit. Its lines are
//
//	type KIND {fields of core.TypeDef}
//	global {fields of core.Global}
//	func {fields of core.Func}     followed by the body, until the next such line
//	unit {fields of core.Unit}     its numbers
//	# comment
func parseUnit(text string) (*core.Unit, error) {
	u := &core.Unit{}
	var fn *core.Func
	var body strings.Builder
	finish := func() (err error) {
		if fn != nil {
			if fn.Body, err = core.Parse(body.String()); err != nil {
				err = fmt.Errorf("%s: %w", fn.Name, err)
			}
		}
		fn = nil
		body.Reset()
		return err
	}
	for line := range strings.Lines(text) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		var into any
		switch word {
		case "type":
			kind, fields, _ := strings.Cut(rest, " ")
			def := &core.TypeDef{Kind: kinds[kind]}
			u.Types = append(u.Types, def)
			rest, into = fields, def
		case "global":
			g := &core.Global{}
			u.Globals = append(u.Globals, g)
			into = g
		case "func":
			if err := finish(); err != nil {
				return nil, err
			}
			fn = &core.Func{}
			u.Funcs = append(u.Funcs, fn)
			into = fn
		case "unit":
			into = u
		case "#":
			continue
		default:
			body.WriteString(line)
			continue
		}
		if err := json.Unmarshal([]byte(rest), into); err != nil {
			return nil, fmt.Errorf("%s: %w", strings.TrimSpace(line), err)
		}
	}
	return u, finish()
}

func mustParse(t testing.TB, text string) *core.Unit {
	t.Helper()
	u, err := parseUnit(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
