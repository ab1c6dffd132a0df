package magic

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gosched/kernel/internal/listing"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/twin"
)

var vetCell = &Command{
	Name:    "vet",
	Form:    Cell,
	Usage:   "%%vet [-use X,Y]",
	takes:   takesGo,
	Short:   "has go vet look at the cell",
	Doc:     "Findings are shown as mistakes at their places. Nothing is run.",
	Example: "%%vet\nname := \"gopher\"\nfmt.Printf(\"%s\\n\", name)",
	run:     runVet,
}

var escapeCell = &Command{
	Name:    "escape",
	Form:    Cell,
	Usage:   "%%escape [-gcflags FLAGS] [-use X,Y]",
	takes:   takesGo,
	Short:   "shows beside the lines of the cell what escapes to the heap and what is inlined",
	Doc:     "The words are the compiler's (-gcflags=-m=2), and in parentheses the step that decides. Nothing is run.",
	Example: "%%escape\nfunc pair() *[2]int {\n\tp := [2]int{1, 2}\n\treturn &p\n}",
	run:     runEscape,
}

var asmCell = &Command{
	Name:    "asm",
	Form:    Cell,
	Usage:   "%%asm [-gcflags FLAGS] [-use X,Y] [FUNC...]",
	takes:   takesGo,
	Short:   "shows the machine instructions that each line of the cell becomes",
	Doc:     "In Go's assembler, with the check of the stack, frames and write barriers folded; numbers are offsets, which jumps name. FUNC chooses functions. Nothing is run.",
	Example: "%%asm sum\nfunc sum(xs []int) (total int) {\n\tfor _, x := range xs {\n\t\ttotal += x\n\t}\n\treturn total\n}",
	run:     runAsm,
}

func runVet(ctx context.Context, env Env, c *Call) error {
	flags, err := c.onlyFlags()
	if err != nil {
		return err
	}
	o, l, err := c.look(env, flags)
	if err != nil {
		return err
	}
	task := startTask(env, "go vet looks at the cell")
	err = env.Compiler().Vet(ctx, twin.NewProgram(l), o.run.Environ)
	took := task.took()
	task.end("go vet took " + took)
	var found *twin.Rejection
	if errors.As(err, &found) {
		places := ofCell(found, l, c.Body)
		if len(places) == 0 && len(found.Mistakes) == 0 {
			return &Error{Name: "vet", Text: found.Error()}
		}
		if len(places) > 0 {
			return env.Complaints("vet", l, places)
		}
	} else if err := toolError(ctx, env, l, err); err != nil {
		return err
	}
	if err := env.Join(l, c.Body); err != nil {
		return err
	}
	env.Note("go vet finds nothing to complain of (" + took + ")")
	return nil
}

// ofCell returns the findings that are about what is in the cell: what printing the
// cell as a program adds to a line stands behind its end.
func ofCell(found *twin.Rejection, l *session.Listing, src string) []session.Place {
	lines := strings.Split(src, "\n")
	var places []session.Place
	for _, m := range found.Mistakes {
		if m.Cell == l.Cell && 0 < m.Line && m.Line <= len(lines) && m.Col <= len(lines[m.Line-1]) {
			places = append(places, session.Place{Cell: m.Cell, Line: m.Line, Col: m.Col, Msg: m.Msg})
		}
	}
	return places
}

func runEscape(ctx context.Context, env Env, c *Call) error {
	flags, err := c.onlyFlags()
	if err != nil {
		return err
	}
	return c.explain(ctx, env, flags, "-m=2", func(src listing.Source, text string) (listing.Page, error) {
		remarks := listing.Remarks(src, text)
		if len(remarks) == 0 {
			return listing.Page{Text: "the compiler has nothing to say", HTML: "the compiler has nothing to say"}, nil
		}
		return listing.Beside(src, remarks), nil
	})
}

func runAsm(ctx context.Context, env Env, c *Call) error {
	flags, names, err := c.flags()
	if err != nil {
		return err
	}
	return c.explain(ctx, env, flags, "-S", func(src listing.Source, text string) (listing.Page, error) {
		funcs := listing.Assembly(src, text, names...)
		switch {
		case len(funcs) == 0 && len(names) > 0:
			return listing.Page{}, &Error{Name: "usage", Text: c.written() + ": the cell has no function " + strings.Join(names, " or ")}
		case len(funcs) == 0:
			return listing.Page{}, &Error{Name: "usage", Text: c.written() + ": the cell has neither functions nor statements"}
		}
		return listing.Instructions(src, funcs), nil
	})
}

// look prints the cell as a program for a tool.
func (c *Call) look(env Env, flags flagSet) (*compilation, *session.Listing, error) {
	o, err := c.compilation(env, flags)
	if err != nil {
		return nil, nil, err
	}
	l, err := env.List(c.Body, session.ListOptions{Take: o.take})
	return o, l, err
}

// explain shows what the compiler says about the cell with some flag, as page has it.
func (c *Call) explain(ctx context.Context, env Env, flags flagSet, flag string, page func(listing.Source, string) (listing.Page, error)) error {
	o, l, err := c.look(env, flags)
	if err != nil {
		return err
	}
	task := startTask(env, "compiling")
	text, err := env.Compiler().Explain(ctx, twin.NewProgram(l), strings.TrimSpace(flag+" "+o.build.GCFlags), o.run.Environ)
	took := "compiled in " + task.took()
	told := task.end(took)
	if err := toolError(ctx, env, l, err); err != nil {
		return err
	}
	src := listing.Source{File: fmt.Sprintf("cell %d", l.Cell), Text: c.Body, Body: l.Body}
	shown, err := page(src, text)
	if err != nil {
		return err
	}
	if err := env.Join(l, c.Body); err != nil {
		return err
	}
	env.Display(map[string]string{"text/plain": strings.TrimSuffix(shown.Text, "\n"), "text/html": shown.HTML})
	if !told {
		env.Note(took)
	}
	return nil
}
