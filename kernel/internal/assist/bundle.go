package assist

import (
	"go/doc/comment"
	"html"
	"strings"
)

// Bundle returns a description as a MIME bundle of text/plain, text/markdown and
// text/html. Value is the text of the variable's value, "" if it is not known.
func (d Description) Bundle(value string) map[string]string {
	code := d.Decl
	if value != "" {
		code += "\n" + d.Name + " = " + value
	}
	var plain, markdown, htm strings.Builder
	plain.WriteString(code + "\n")
	markdown.WriteString("```go\n" + code + "\n```\n")
	htm.WriteString("<pre>" + html.EscapeString(code) + "</pre>\n")
	if d.Doc != "" {
		doc, pr := d.comment()
		plain.WriteString("\n")
		plain.Write(pr.Text(doc))
		markdown.WriteString("\n")
		markdown.Write(pr.Markdown(doc))
		htm.Write(pr.HTML(doc))
	}
	if d.Source != "" {
		plain.WriteString("\n" + d.Source + "\n")
		markdown.WriteString("\n```go\n" + d.Source + "\n```\n")
		htm.WriteString("<pre>" + html.EscapeString(d.Source) + "</pre>\n")
	}
	return map[string]string{"text/plain": plain.String(), "text/markdown": markdown.String(), "text/html": htm.String()}
}

// documentation is where the names of the standard library lead.
const documentation = "https://pkg.go.dev"

// comment parses the doc comment. Names in brackets are links to where they are
// documented; to cells there is no link.
func (d Description) comment() (*comment.Doc, *comment.Printer) {
	parser := comment.Parser{LookupSym: func(recv, name string) bool { return true }}
	printer := &comment.Printer{DocLinkURL: func(link *comment.DocLink) string {
		if link.ImportPath == "" && d.Path == "" {
			return ""
		}
		if link.ImportPath == "" {
			return documentation + "/" + d.Path + link.DefaultURL("")
		}
		return link.DefaultURL(documentation)
	}}
	return parser.Parse(d.Doc), printer
}
