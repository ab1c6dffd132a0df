package session

import (
	"go/scanner"
	"go/token"
)

// A chunkKind is what a top-level chunk of a cell is.
type chunkKind uint8

const (
	chunkBlank chunkKind = iota // white space and comments after the last chunk
	chunkPackage
	chunkImport
	chunkType
	chunkConst
	chunkVar
	chunkFunc // a function or method declaration
	chunkStmt
)

// A chunk is one top-level declaration or statement with the white space and
// comments before it and those after it on its last line. The chunks of a cell
// follow each other without gaps.
type chunk struct {
	kind       chunkKind
	start, end int  // offsets in the cell
	first      int  // offset of its first token
	semi       bool // ends in a semicolon that is written out
}

// A scanError is a mistake that the scanner sees.
type scanError struct {
	offset int
	msg    string
}

// split cuts a cell into chunks.
func split(src string) ([]chunk, []scanError) {
	sp := splitter{src: src}
	file := token.NewFileSet().AddFile("", -1, len(src))
	sp.base = file.Base()
	sp.scan.Init(file, []byte(src), func(pos token.Position, msg string) {
		sp.errs = append(sp.errs, scanError{pos.Offset, msg})
	}, scanner.ScanComments)
	for sp.next() {
	}
	sp.finish()
	return sp.chunks, sp.errs
}

// A splitter is the state of split.
type splitter struct {
	src    string
	base   int
	scan   scanner.Scanner
	chunks []chunk
	errs   []scanError

	cur      chunk
	open     bool // cur has a token
	depth    int  // of brackets
	funcHead int  // how far cur looks like a method declaration
	lastEnd  int  // end of the last chunk
}

// The stages of recognising a declaration that starts with func.
const (
	headNone     = iota
	headFunc     // func
	headReceiver // func ( …
	headAfter    // func (…)
	headName     // func (…) name
)

// next takes one token.
func (sp *splitter) next() bool {
	pos, tok, lit := sp.scan.Scan()
	offset := int(pos) - sp.base
	switch {
	case tok == token.EOF:
		return false
	case tok == token.COMMENT:
		sp.comment(offset, lit)
	case tok == token.SEMICOLON && sp.depth == 0:
		sp.semicolon(offset, lit == ";")
	default:
		sp.token(offset, tok)
	}
	return true
}

// comment gives a comment on the last line of a chunk to that chunk.
func (sp *splitter) comment(offset int, lit string) {
	if sp.open || len(sp.chunks) == 0 {
		return
	}
	for i := sp.lastEnd; i < offset; i++ {
		if sp.src[i] == '\n' {
			return
		}
	}
	sp.lastEnd = min(offset+len(lit), len(sp.src))
	sp.chunks[len(sp.chunks)-1].end = sp.lastEnd
}

// semicolon ends the chunk.
func (sp *splitter) semicolon(offset int, explicit bool) {
	if !sp.open {
		if explicit { // an empty statement
			sp.token(offset, token.SEMICOLON)
			sp.close(offset+1, true)
		}
		return
	}
	if explicit {
		offset++
	}
	sp.close(min(offset, len(sp.src)), explicit)
}

func (sp *splitter) close(end int, explicit bool) {
	sp.cur.start, sp.cur.end, sp.cur.semi = sp.lastEnd, end, explicit
	sp.chunks = append(sp.chunks, sp.cur)
	sp.lastEnd = end
	sp.open, sp.depth, sp.funcHead = false, 0, headNone
}

// token notes a token of the current chunk.
func (sp *splitter) token(offset int, tok token.Token) {
	if !sp.open {
		sp.open = true
		sp.cur = chunk{kind: kindOf(tok), first: offset}
		if tok == token.FUNC {
			sp.funcHead = headFunc
		}
	} else if sp.funcHead != headNone {
		sp.head(tok)
	}
	switch tok {
	case token.LPAREN, token.LBRACK, token.LBRACE:
		sp.depth++
	case token.RPAREN, token.RBRACK, token.RBRACE:
		if sp.depth == 0 {
			sp.errs = append(sp.errs, scanError{offset, "unexpected " + tok.String()})
			return
		}
		sp.depth--
	}
}

// head decides whether a chunk that starts with func is a declaration: func name,
// or func (…) name (.
func (sp *splitter) head(tok token.Token) {
	next := headNone
	switch {
	case sp.funcHead == headFunc && tok == token.IDENT, sp.funcHead == headName && tok == token.LPAREN:
		sp.cur.kind = chunkFunc
	case sp.funcHead == headFunc && tok == token.LPAREN:
		next = headReceiver
	case sp.funcHead == headReceiver:
		next = headReceiver
		if tok == token.RPAREN && sp.depth == 1 {
			next = headAfter
		}
	case sp.funcHead == headAfter && tok == token.IDENT:
		next = headName
	}
	sp.funcHead = next
}

// kindOf returns the kind of a chunk that starts with tok. Whether func starts a
// declaration shows later.
func kindOf(tok token.Token) chunkKind {
	switch tok {
	case token.PACKAGE:
		return chunkPackage
	case token.IMPORT:
		return chunkImport
	case token.TYPE:
		return chunkType
	case token.CONST:
		return chunkConst
	case token.VAR:
		return chunkVar
	}
	return chunkStmt
}

// finish closes the last chunk and adds what comes after it.
func (sp *splitter) finish() {
	if sp.open {
		sp.close(len(sp.src), false)
	}
	if sp.lastEnd < len(sp.src) {
		sp.chunks = append(sp.chunks, chunk{kind: chunkBlank, start: sp.lastEnd, end: len(sp.src), first: len(sp.src)})
	}
}
