package display

import (
	"html"
	"strings"
)

// withoutTags returns the text of an HTML fragment, with rows and paragraphs on
// lines of their own: enough for a terminal, not a browser.
func withoutTags(fragment string) string {
	var b strings.Builder
	for fragment != "" {
		before, rest, _ := strings.Cut(fragment, "<")
		b.WriteString(before)
		tag, after, closed := strings.Cut(rest, ">")
		if !closed && rest != "" {
			b.WriteString("<" + rest) // a lone < is text
		}
		name := strings.ToLower(strings.TrimLeft(firstWord(tag), "/"))
		if name == "script" || name == "style" {
			_, after, _ = strings.Cut(after, "</"+name)
			_, after, _ = strings.Cut(after, ">")
		}
		b.WriteString(separators[name])
		fragment = after
	}
	return tidy(html.UnescapeString(b.String()))
}

// separators says what stands for a tag in text.
var separators = map[string]string{
	"br": "\n", "p": "\n", "div": "\n", "li": "\n", "tr": "\n", "table": "\n", "pre": "\n",
	"h1": "\n", "h2": "\n", "h3": "\n", "h4": "\n", "td": "\t", "th": "\t",
}

func firstWord(tag string) string {
	if i := strings.IndexAny(tag, " \t\r\n"); i >= 0 {
		return tag[:i]
	}
	return strings.TrimSuffix(tag, "/")
}

// tidy removes blank lines and the space around lines.
func tidy(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
