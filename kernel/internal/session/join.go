package session

import (
	"errors"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Joins returns what of a cell that was compiled becomes a part of the session: its
// imports, types, constants, functions and methods, each in its place, all else
// blank. Left out are functions that are run by what was compiled (main, init and
// those of tests), what mentions C, and what does not make sense without the cell's
// variables, which its process had to itself; the session remembers their names.
func (s *Session) Joins(c Cell) string {
	chunks, _ := split(c.Source)
	keep := make([]bool, len(chunks))
	for i, k := range chunks {
		keep[i] = joins(k, c.Source[k.start:k.end])
	}
	for range len(chunks) + 1 {
		src := kept(c.Source, chunks, keep)
		if strings.TrimSpace(src) == "" {
			return ""
		}
		_, err := s.Edit(Cell{c.Number, src})
		s.giveUp()
		var list Errors
		if !errors.As(err, &list) {
			return src
		}
		for _, e := range list {
			offset := e.mapper.LineColOffset(e.Line, e.Col)
			for i, k := range chunks {
				if k.start <= offset && offset < k.end {
					keep[i] = false
				}
			}
		}
	}
	return ""
}

// joins reports whether a chunk may join the session, going by its tokens.
func joins(k chunk, src string) bool {
	switch k.kind {
	case chunkImport:
		return !importsC(src)
	case chunkType, chunkConst, chunkFunc:
	default:
		return false
	}
	tokens := scan(src)
	for i, t := range tokens {
		if t.tok == token.IDENT && t.text == "C" && i+1 < len(tokens) && tokens[i+1].tok == token.PERIOD {
			return false
		}
	}
	if k.kind == chunkFunc && len(tokens) > 1 && tokens[1].tok == token.IDENT {
		return !runByOthers(tokens[1].text)
	}
	return true
}

// runByOthers reports whether a function of that name is called by what was compiled.
func runByOthers(name string) bool { return name == "main" || name == "init" || isTest(name) }

// isTest reports whether go test may run a function of that name.
func isTest(name string) bool {
	for _, prefix := range []string{"Test", "Benchmark", "Fuzz", "Example"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			first, _ := utf8.DecodeRuneInString(rest)
			return !unicode.IsLower(first)
		}
	}
	return false
}

// kept returns the source with only some of its chunks.
func kept(src string, chunks []chunk, keep []bool) string {
	b := []byte(src)
	for i, k := range chunks {
		if keep[i] {
			continue
		}
		for j := k.start; j < k.end; j++ {
			if b[j] != '\n' {
				b[j] = ' '
			}
		}
	}
	return string(b)
}

// Compiled notes which variables a compiled cell had to itself.
func (s *Session) Compiled(l *Listing) {
	for _, name := range l.Vars {
		s.native[name] = l.Cell
	}
}

// A Place is where a tool complains of something.
type Place struct {
	Cell, Line, Col int // Col is 0 if it is not known
	Msg             string
}

// Complaints makes Errors of what a tool says about a listing, to be shown as the
// session's own.
func (s *Session) Complaints(l *Listing, places []Place) Errors {
	var list Errors
	for _, p := range places {
		e := Error{Cell: p.Cell, Line: p.Line, Col: max(p.Col, 1), Msg: p.Msg, mapper: l.mappers[p.Cell]}
		if len(list) < maxErrors {
			list = append(list, e)
		}
	}
	return list
}
