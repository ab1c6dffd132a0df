package magic

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

var who = &Command{
	Name:    "who",
	Form:    Line,
	Usage:   "%who [KIND...]",
	takes:   takesKind,
	Short:   "lists the names of the session with their cells, types and values",
	Doc:     "KIND is var, func, method, type, const or import. Values that a goroutine may be changing are not shown.",
	Example: "%who var func",
	run:     runWho,
}

var kinds = []string{"var", "func", "method", "type", "const", "import"}

func runWho(_ context.Context, env Env, c *Call) error {
	wanted := strings.Fields(c.Args)
	for _, k := range wanted {
		if !slices.Contains(kinds, k) {
			return c.misuse("unknown kind " + k)
		}
	}
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', 0)
	for _, n := range env.Names() {
		if len(wanted) == 0 || slices.Contains(wanted, n.Kind) {
			fmt.Fprintf(w, "%s\t%s\tcell %d\t%s", n.Kind, n.Name, n.Cell, n.Type)
			if n.Value != "" {
				fmt.Fprintf(w, " = %s", n.Value)
			}
			fmt.Fprintln(w)
		}
	}
	w.Flush()
	if b.Len() == 0 {
		b.WriteString("nothing is declared\n")
	}
	for line := range bytes.Lines(b.Bytes()) {
		env.Print(Stdout, append(bytes.TrimRight(line, " \n"), '\n'))
	}
	return nil
}

var reset = &Command{
	Name:    "reset",
	Form:    Line,
	Usage:   "%reset",
	Short:   "forgets every declaration and value, ends all goroutines",
	Doc:     "The session starts afresh in a new worker process; directory, environment and the count of cells stay.",
	Example: "%reset",
	run: func(_ context.Context, env Env, c *Call) error {
		if c.Args != "" && c.Args != "-f" { // what fingers used to IPython type
			return c.noArgs()
		}
		return env.Reset()
	},
}

var program = &Command{
	Name:    "program",
	Form:    Line,
	Usage:   "%program [-n | FILE]",
	takes:   takesFile,
	Short:   "prints the session as one Go program",
	Doc:     "-n puts it into the next cell, FILE writes it to a file.",
	Example: "%program session.go",
	run:     runProgram,
}

func runProgram(_ context.Context, env Env, c *Call) error {
	if c.Args != "-n" && strings.HasPrefix(c.Args, "-") {
		return c.misuse("unknown flag " + firstWord(c.Args))
	}
	text, err := env.Program()
	if err != nil {
		return &Error{Name: "session", Text: err.Error()}
	}
	switch c.Args {
	case "":
		env.Print(Stdout, []byte(text))
	case "-n":
		env.NextInput(text)
	default:
		return write(env, c.Args, text, os.O_TRUNC)
	}
	return nil
}

var writefile = &Command{
	Name:    "writefile",
	Form:    Cell,
	Usage:   "%%writefile [-a] FILE",
	takes:   takesFile,
	Short:   "writes the cell's body to a file",
	Doc:     "-a appends to it.",
	Example: "%%writefile notes.txt\nfirst\nsecond",
	run: func(_ context.Context, env Env, c *Call) error {
		name, mode := c.Args, os.O_TRUNC
		if first, rest, _ := cutSpace(name); first == "-a" {
			name, mode = rest, os.O_APPEND
		}
		switch {
		case strings.HasPrefix(name, "-"):
			return c.misuse("unknown flag " + firstWord(name))
		case name == "":
			return c.misuse("which file?")
		}
		return write(env, name, c.Body, mode)
	},
}

// write writes text to a file, named relative to the cells' directory.
func write(env Env, name, text string, mode int) error {
	path := resolve(env, unquote(name))
	_, err := os.Stat(path)
	done := "wrote"
	switch {
	case err == nil && mode == os.O_APPEND:
		done = "appended to"
	case err == nil:
		done = "overwrote"
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|mode, 0o666)
	if err != nil {
		return &Error{Name: "file", Text: err.Error()}
	}
	_, err = f.WriteString(text)
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err != nil {
		return &Error{Name: "file", Text: err.Error()}
	}
	say(env, fmt.Sprintf("%s %s (%d bytes)", done, unquote(name), len(text)))
	return nil
}

// resolve makes a name the user wrote absolute.
func resolve(env Env, name string) string {
	if rest, ok := strings.CutPrefix(name, "~"); ok && (rest == "" || rest[0] == '/') {
		if home, err := os.UserHomeDir(); err == nil {
			name = home + rest
		}
	}
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(env.Dir(), name)
}

// unquote removes the quotes around a name with spaces.
func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}
