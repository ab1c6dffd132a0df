package weave

import (
	"go/doc"
	"strings"
	"unicode"
	"unicode/utf8"

	"gosched/kernel/internal/pattern"
)

// titled turns the package comment into a title and an introduction. The title is
// its first sentence without "Package NAME" and the verb.
func titled(pkgName, text string) string {
	first := new(doc.Package).Synopsis(text)
	rest := afterSynopsis(text, first)
	title := first
	if t, ok := strings.CutPrefix(first, "Package "+pkgName+" "); ok {
		_, title, _ = strings.Cut(t, " ")
	}
	title = strings.TrimRight(title, ".。")
	r, n := utf8.DecodeRuneInString(title)
	title = string(unicode.ToUpper(r)) + title[n:]
	return strings.TrimSpace("# " + title + "\n\n" + markdown(rest))
}

// afterSynopsis returns what follows the first sentence, which in text may be
// broken into lines.
func afterSynopsis(text, synopsis string) string {
	words := strings.Fields(synopsis)
	for _, word := range words {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		text = strings.TrimPrefix(text, word)
	}
	return strings.TrimLeftFunc(text, unicode.IsSpace)
}

// markdown turns the text of a comment into Markdown; see the package comment.
func markdown(text string) string {
	var m printer
	for line := range strings.Lines(text) {
		m.line(strings.TrimRight(line, "\n"))
	}
	m.closeBlock()
	return strings.TrimSpace(strings.Join(m.out, "\n"))
}

// A printer turns lines of a comment into lines of Markdown.
type printer struct {
	out    []string
	fenced bool // inside a block that the author fenced
	block  bool // inside an indented block, whose fence is open
	blank  int  // blank lines held back, since they may end the block
}

func (m *printer) line(s string) {
	switch {
	case strings.HasPrefix(s, "```"):
		m.closeBlock()
		m.fenced = !m.fenced
		m.out = append(m.out, s)
	case m.fenced:
		m.out = append(m.out, s)
	case m.block && s == "":
		m.blank++
	case strings.HasPrefix(s, "\t"):
		m.code(s[1:])
	default:
		m.closeBlock()
		m.text(prose(s))
	}
}

// text adds a line of a paragraph. Where it goes on between two Chinese characters
// the lines are joined, because Markdown would show a space there.
func (m *printer) text(s string) {
	if n := len(m.out); n > 0 && !strings.HasPrefix(m.out[n-1], "#") {
		more, quoted := strings.CutPrefix(s, "> ")
		more = strings.TrimLeft(more, " ")
		last, _ := utf8.DecodeLastRuneInString(m.out[n-1])
		first, _ := utf8.DecodeRuneInString(more)
		if quoted == strings.HasPrefix(m.out[n-1], "> ") && isChinese(last) && isChinese(first) {
			m.out[n-1] += more
			return
		}
	}
	m.out = append(m.out, s)
}

// isChinese reports whether r is a Chinese character or wide punctuation.
func isChinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || 0x3000 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xff65
}

func (m *printer) code(s string) {
	if !m.block {
		m.out = append(m.out, "```")
		m.block = true
	}
	for ; m.blank > 0; m.blank-- {
		m.out = append(m.out, "")
	}
	m.out = append(m.out, s)
}

func (m *printer) closeBlock() {
	if m.block {
		m.out = append(m.out, "```")
		m.block = false
	}
	for ; m.blank > 0; m.blank-- {
		m.out = append(m.out, "")
	}
}

var (
	headingLine = pattern.New(`^#{1,5} `)
	docLink     = pattern.New(`\[(\*?[\pL_][\pL\pN_]*(?:[./][\pL_][\pL\pN_]*)*)\]([^(\[]|$)`)
	linkTarget  = pattern.New(`^\[[^]]*\]: `)
)

func prose(s string) string {
	if headingLine.MatchString(s) {
		s = "#" + s
	}
	if linkTarget.MatchString(s) {
		return s
	}
	return docLink.ReplaceAllStringFunc(s, func(link string) string {
		m := docLink.FindStringSubmatch(link)
		if name := m[1]; unicode.IsUpper([]rune(strings.TrimPrefix(name, "*"))[0]) || strings.Contains(name, ".") {
			return "`" + name + "`" + m[2]
		}
		return link
	})
}
