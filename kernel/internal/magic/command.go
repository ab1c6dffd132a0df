package magic

import (
	"context"
	"strings"
)

// A Command is one entry of the table.
type Command struct {
	Name    string // without %
	Form    Form
	Usage   string // one line: "%cd [DIR]"
	Short   string // one line, no full stop
	Doc     string // further sentences, or ""
	Example string // a cell that a test runs
	takes   arguments
	run     func(ctx context.Context, env Env, c *Call) error
}

// A Form says how a command is written.
type Form uint8

// The forms of commands. A command may have several.
const (
	Line   Form = 1 << iota // %name arguments
	Cell                    // %%name arguments, then a body
	Whole                   // %name alone, then Go code as its body
	Symbol                  // ! or ?, without a name
)

// table is filled by init because help, a command, reads it.
var table []*Command

func init() {
	table = []*Command{
		help, who, goroutines, leaks, reset, program, cd, env, get, mod, timeOnce, timeMany, goCell, raceCell, benchCell, profCell, testCell, traceCell, vetCell, escapeCell, asmCell, writefile, bash, shell, doc, exit,
	}
}

// Commands returns the commands in the order of their documentation.
func Commands() []*Command { return table }

// lookup returns the command that is written %name, or nil.
func lookup(name string) *Command {
	for _, c := range table {
		if c.Name == name && c.Form&Symbol == 0 {
			return c
		}
	}
	return nil
}

// A Call is one use of a command in a cell.
type Call struct {
	Command *Command
	Args    string // rest of the line, without surrounding space
	Body    string // of a %% cell; of a Whole command, Go source with its position kept
	cell    bool   // written with %%
	pad     string // blank text that puts Args at its place in the cell
}

// Run carries out the call. The error is an *Error, an error of Env, or that of ctx.
func (c *Call) Run(ctx context.Context, env Env) error { return c.Command.run(ctx, env, c) }

// at returns rest, the end of c.Args, blanked up to its place in the cell, so
// that the compiler's positions are those of the cell.
func (c *Call) at(rest string) string {
	return c.pad + blank(c.Args[:len(c.Args)-len(rest)]) + rest
}

// written is the command as the user wrote it.
func (c *Call) written() string {
	switch {
	case c.Command.Form&Symbol != 0:
		return c.Command.Usage
	case c.cell:
		return "%%" + c.Command.Name
	}
	return "%" + c.Command.Name
}

// misuse is the one line that answers wrong arguments.
func (c *Call) misuse(what string) error {
	return &Error{Name: "usage", Text: c.written() + ": " + what + "; usage: " + c.Command.Usage}
}

// noArgs refuses arguments.
func (c *Call) noArgs() error {
	if c.Args != "" {
		return c.misuse("takes no arguments")
	}
	return nil
}

// blank replaces all of s but its newlines by spaces, byte for byte.
func blank(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}

// printf-like output of commands goes through say: one line on stdout.
func say(env Env, parts ...string) {
	env.Print(Stdout, []byte(strings.Join(parts, "")+"\n"))
}
