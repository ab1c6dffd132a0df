package magic

import (
	"context"
	"fmt"
	"strings"
)

var help = &Command{
	Name:    "help",
	Form:    Line,
	Usage:   "%help [NAME]",
	takes:   takesName,
	Short:   "lists these commands, or explains one, or documents a Go name",
	Doc:     "`%help time` explains a command; `%help fmt.Println` opens the documentation of a Go name in the pager.",
	Example: "%help time",
	run:     runHelp,
}

var doc = &Command{
	Name:    "?",
	Form:    Symbol,
	Usage:   "NAME?",
	takes:   takesName,
	Short:   "documents a Go name or a command in the pager; NAME?? adds its source",
	Example: "strings.Cut?",
	run: func(_ context.Context, env Env, c *Call) error {
		name := strings.TrimRight(c.Args, "?")
		return document(env, c, name, len(c.Args)-len(name)-1)
	},
}

func runHelp(_ context.Context, env Env, c *Call) error {
	if c.Args != "" {
		return document(env, c, c.Args, 0)
	}
	width := 0
	for _, c := range table {
		width = max(width, len(c.Usage))
	}
	for _, c := range table {
		say(env, fmt.Sprintf("%-*s  %s", width, c.Usage, c.Short))
	}
	return nil
}

// document explains a command on stdout or pages the documentation of a Go name.
func document(env Env, c *Call, name string, detail int) error {
	if m := named(name); m != nil {
		say(env, m.text())
		return nil
	}
	bundle, ok := env.Doc(name, detail)
	if !ok {
		return &Error{Name: "usage", Text: c.written() + ": nothing is known about " + name}
	}
	env.Page(bundle)
	return nil
}

// named returns the command that the user calls name, with or without its marks.
func named(name string) *Command {
	for _, c := range table {
		if c.Name == name || c.Form&Symbol == 0 && c.Name == strings.TrimLeft(name, "%") {
			return c
		}
	}
	return nil
}

// text is the whole documentation of c.
func (c *Command) text() string {
	s := c.Usage + "\n\n" + c.Short + "."
	if c.Doc != "" {
		s += "\n" + strings.ReplaceAll(c.Doc, "`", "")
	}
	return s + "\n\nExample:\n\n" + c.Example
}

// markdown is the same in Markdown.
func (c *Command) markdown() string {
	s := "```text\n" + c.Usage + "\n```\n\n" + c.Short + "."
	if c.Doc != "" {
		s += "\n" + c.Doc
	}
	return s + "\n\n```go\n" + c.Example + "\n```"
}

// Markdown is the documentation of all commands as a table, for the README.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| command | what it does |\n|---|---|\n")
	for _, c := range table {
		text := c.Short + "."
		if c.Doc != "" {
			text += " " + strings.ReplaceAll(c.Doc, "\n", " ")
		}
		cell := strings.NewReplacer("|", "\\|").Replace
		fmt.Fprintf(&b, "| `%s` | %s |\n", cell(c.Usage), cell(text))
	}
	return b.String()
}
