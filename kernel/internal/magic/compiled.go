package magic

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"gosched/kernel/internal/quota"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/twin"
)

// A Compiling is the kernel as commands see it that have cells compiled.
type Compiling interface {
	// Compiler returns what compiles programs.
	Compiler() *twin.Twin

	// HandOver writes the values of variables to a file, for a program that Takes
	// them, and returns the types of cells that are in interfaces there.
	HandOver(names []string, file string) (dynamic []string, err error)

	// List prints Go source, a part of the cell, with what it needs of the session
	// as a program. The session stays as it is. The error is the user's, ready to be
	// shown.
	List(src string, o session.ListOptions) (*session.Listing, error)

	// Complaints makes an error of that name of what a tool says about a listing.
	Complaints(name string, l *session.Listing, places []session.Place) error

	// Join makes the declarations of a listing's source a part of the session.
	Join(l *session.Listing, src string) error

	// Fail makes an error of how a program ended, with the source of the lines that
	// the stack names.
	Fail(name, value string, stack []string) error

	// Line returns the source of a line of a cell, "" if it is not known.
	Line(cell, line int) string

	// Display shows a MIME bundle and returns what puts another one in its place.
	Display(bundle map[string]string) (update func(bundle map[string]string))

	// Note shows a line of the kernel's own, in small print.
	Note(line string)

	// Console is the notebook as a program sees it.
	Console() twin.Console
}

// compiledFlags are the flags of all commands that run a compiled cell.
const compiledFlags = "[-race] [-cpu N] [-gcflags FLAGS] [-env K=V,...] [-mem LIMIT] [-time] [-use X,Y]"

var goCell = &Command{
	Name:    "go",
	Form:    Cell,
	Usage:   "%%go " + compiledFlags,
	takes:   takesGo,
	Short:   "compiles the cell, with what it needs of the session, and runs it as a program",
	Doc:     "Functions, types, constants and imports of the cell join the session; its variables are the program's own. -use hands over the values that variables of the session have. -race looks for data races, -cpu sets GOMAXPROCS, -mem ends the program when it uses more (100MB, 2GB; else the limit is that of the session, GOSCHED_MEMORY), -time adds processor time and memory. What the program leaves behind ends with it. `import \"C\"` works where a C compiler is.",
	Example: "%%go\nfmt.Println(\"compiled\")",
	run:     runGo,
}

var raceCell = &Command{
	Name:    "race",
	Form:    Cell,
	Usage:   "%%race [-cpu N] [-gcflags FLAGS] [-env K=V,...] [-mem LIMIT] [-time] [-use X,Y]",
	takes:   takesGo,
	Short:   "compiles and runs the cell with Go's race detector",
	Doc:     "As %%go -race. Both accesses of each race are shown with their lines; the cell fails if there are any.",
	Example: "%%race\nvar mu sync.Mutex\nmu.Lock()\nmu.Unlock()",
	run:     runGo,
}

// A compilation is what the flags of a call ask for.
type compilation struct {
	build twin.Flags
	run   twin.RunOptions
	take  []string
	time  bool
	told  bool // while it lasted, that the cell was compiled, and in the end how long that took

	dynamic []string // types of cells that are in interfaces of what is handed over
}

// compilation reads the flags.
func (c *Call) compilation(env Env, flags flagSet) (_ *compilation, err error) {
	o := &compilation{build: twin.Flags{Race: flags.has("race") || c.Command.Name == "race", GCFlags: flags["gcflags"]}, time: flags.has("time")}
	o.run.Dir, o.run.Environ, o.run.Race = env.Dir(), env.Environ(), o.build.Race
	if v, ok := flags["cpu"]; ok {
		if o.run.CPU, err = strconv.Atoi(v); err != nil || o.run.CPU < 1 {
			return nil, c.misuse("-cpu needs a positive number")
		}
	}
	for _, kv := range list(flags["env"]) {
		if key, _, ok := strings.Cut(kv, "="); !ok || key == "" {
			return nil, c.misuse("-env needs KEY=VALUE")
		}
		o.run.Environ = append(o.run.Environ, kv)
	}
	if o.run.Memory, err = c.memory(flags, o.run.Environ); err != nil {
		return nil, err
	}
	o.take = list(flags["use"])
	return o, nil
}

// memory returns what the program may take.
func (c *Call) memory(flags flagSet, environ []string) (quota.Limit, error) {
	if v, ok := flags["mem"]; ok {
		n, err := quota.Parse(v)
		if err != nil {
			return quota.Limit{}, c.misuse("-mem needs a size such as 100MB or 2GB")
		}
		return quota.Limit{Bytes: n, From: "-mem"}, nil
	}
	l, err := quota.Of(environ)
	if err != nil {
		return l, &Error{Name: "command", Text: c.written() + ": " + err.Error()}
	}
	return l, nil
}

// list splits a list at commas.
func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

func runGo(ctx context.Context, env Env, c *Call) error {
	flags, err := c.onlyFlags()
	if err != nil {
		return err
	}
	o, err := c.compilation(env, flags)
	if err != nil {
		return err
	}
	defer o.close()
	b, out, err := o.perform(ctx, env, c, twin.NewProgram)
	switch {
	case err != nil:
		return err
	case out == nil:
		env.Note(o.after(b, "nothing of it runs"))
		return nil
	}
	o.ran(env, b, out)
	return o.verdict(ctx, env, out)
}

// perform compiles the cell of a call as the program that is made of it, and runs it.
// The outcome is nil if nothing of it runs.
func (o *compilation) perform(ctx context.Context, env Env, c *Call, program func(*session.Listing) *twin.Program) (*twin.Binary, *twin.Outcome, error) {
	l, err := o.list(env, c.Body, session.ListOptions{})
	if err != nil {
		return nil, nil, err
	}
	b, err := o.compile(ctx, env, l, program(l), c.Body)
	if err != nil {
		return nil, nil, err
	}
	for line := range strings.Lines(b.Said) {
		if line = twin.Places(strings.TrimRight(line, "\r\n")); strings.HasPrefix(line, "cell ") && !strings.Contains(line, "gosched_") {
			env.Print(Stderr, []byte(line+"\n"))
		}
	}
	if l.Body == "" && l.Main == "" && len(l.Vars) == 0 {
		return b, nil, nil
	}
	out, err := b.Run(ctx, o.run, env.Console())
	if err != nil {
		return nil, nil, &Error{Name: "command", Text: c.written() + ": " + err.Error()}
	}
	return b, out, nil
}

// list prints a part of the cell as a program that is to run, and has the values
// written that are handed over.
func (o *compilation) list(env Env, src string, opts session.ListOptions) (*session.Listing, error) {
	if err := o.handOver(env); err != nil {
		return nil, err
	}
	opts.Take, opts.Dynamic = o.take, o.dynamic
	return env.List(src, opts)
}

// handOver has values written, once.
func (o *compilation) handOver(env Env) error {
	if len(o.take) == 0 || o.run.Values != "" {
		return nil
	}
	f, err := os.CreateTemp("", "gosched-values-")
	if err != nil {
		return &Error{Name: "file", Text: err.Error()}
	}
	o.run.Values = f.Name()
	f.Close()
	o.dynamic, err = env.HandOver(o.take, o.run.Values)
	return err
}

// close removes what handOver has written.
func (o *compilation) close() {
	if o.run.Values != "" {
		os.Remove(o.run.Values)
	}
}

// compile compiles a program and makes errors of what the compiler says. The
// declarations in src, which are right then, join the session.
func (o *compilation) compile(ctx context.Context, env Env, l *session.Listing, p *twin.Program, src string) (*twin.Binary, error) {
	task := startTask(env, "compiling")
	b, err := env.Compiler().Build(ctx, p, o.build, o.run.Environ)
	if err != nil {
		task.end("not compiled")
		return nil, toolError(ctx, env, l, err)
	}
	o.told = task.end(built(b))
	return b, env.Join(l, src)
}

// toolError makes an error of what a part of the toolchain says.
func toolError(ctx context.Context, env Env, l *session.Listing, err error) error {
	var missing *twin.Missing
	var rejected *twin.Rejection
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &missing):
		return &Error{Name: "not installed", Text: missing.Text}
	case errors.As(err, &rejected) && len(rejected.Mistakes) > 0:
		var places []session.Place
		for _, m := range rejected.Mistakes {
			places = append(places, session.Place{Cell: m.Cell, Line: m.Line, Col: m.Col, Msg: m.Msg})
		}
		return env.Complaints("compile error", l, places)
	case rejected != nil:
		return &Error{Name: "compile error", Text: rejected.Error()}
	}
	return &Error{Name: "command", Text: "compiling: " + err.Error()}
}

// built says how a binary came to be.
func built(b *twin.Binary) string {
	if b.Took == 0 {
		return "compiled before"
	}
	return "compiled in " + duration(b.Took.Round(time.Millisecond))
}

// after says what became of a binary, and how it came to be if that was not told.
func (o *compilation) after(b *twin.Binary, what string) string {
	if o.told {
		return what
	}
	return built(b) + ", " + what
}

// ran notes that a program has run; -time asks for details.
func (o *compilation) ran(env Env, b *twin.Binary, out *twin.Outcome) {
	what := "ran " + duration(out.Elapsed)
	if o.time {
		what += fmt.Sprintf(" (user %s, system %s, peak memory %s)", duration(out.User), duration(out.System), quota.Text(out.MaxRSS))
	}
	env.Note(o.after(b, what))
}

// verdict makes an error of how a program ended, nil if it ended well.
func (o *compilation) verdict(ctx context.Context, env Env, out *twin.Outcome) error {
	switch f := out.Failure; {
	case ctx.Err() != nil:
		return ctx.Err()
	case f != nil:
		return env.Fail(f.Name, f.Value, f.Stack)
	case out.Races > 0:
		return &Error{Name: "data race", Text: count(out.Races, "data race") + " found"}
	}
	return nil
}
