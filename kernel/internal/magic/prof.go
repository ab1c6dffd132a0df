package magic

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"gosched/kernel/display"
	"gosched/kernel/display/chart"
	"gosched/kernel/internal/profile"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/twin"
)

var profCell = &Command{
	Name:  "prof",
	Form:  Cell,
	Usage: "%%prof [-cpu|-mem|-block|-mutex] [-race] [-gcflags FLAGS] [-env K=V,...] [-time] [-use X,Y]",
	takes: takesGo,
	Short: "compiles the cell, runs it, and shows where its time or memory went",
	Doc: "As a flame graph, in which a call is as wide as what it took, and by lines of cells: what they took themselves and with what they call. " +
		"-cpu (if none is given) samples processor time, 100 times a second, so run what takes a second or more; -mem what is allocated, a sample every 4 kB; -block for how long goroutines waited for channels, selects and locks; -mutex for how long others had to wait for locks that were released there. " +
		"A cell that is interrupted, panics, deadlocks or calls os.Exit has its profile, too. GOMAXPROCS is set by -env GOMAXPROCS=1.",
	Example: "%%prof -mem\ns := \"\"\nfor i := range 1000 {\n\ts += strconv.Itoa(i)\n}\nfmt.Println(len(s))",
	run:     runProf,
}

// A profileKind is how a kind of profile is worded.
type profileKind struct{ title, sample, empty, few string }

var profileKinds = map[string]profileKind{
	"cpu": {"Where processor time goes", "sample", "samples are taken every 10 ms of processor time, and the program took less; have it repeat its work for a second or more",
		"; these are few, so parts are rough: have the program repeat its work for a second or more"},
	"mem":   {"Where memory is allocated", "allocation", "the program allocated next to nothing", ""},
	"block": {"Where goroutines wait", "wait", "no goroutine waited for another", ""},
	"mutex": {"Where others are made to wait for locks", "wait", "no goroutine waited for a lock that another released", ""},
}

// profKind takes the flag that chooses what is measured out of those of a call.
func (c *Call) profKind(flags flagSet) (string, error) {
	kind := ""
	for _, k := range slices.Sorted(maps.Keys(profile.Kinds)) {
		if !flags.has(k) {
			continue
		}
		if kind != "" {
			return "", c.misuse("-" + kind + " and -" + k + " cannot be measured at once: one would show in the other")
		}
		kind = k
		delete(flags, k)
	}
	if kind == "" {
		kind = "cpu"
	}
	return kind, nil
}

func runProf(ctx context.Context, env Env, c *Call) error {
	flags, err := c.onlyFlags()
	if err != nil {
		return err
	}
	kind, err := c.profKind(flags)
	if err != nil {
		return err
	}
	o, err := c.compilation(env, flags)
	if err != nil {
		return err
	}
	defer o.close()
	l, err := o.list(env, c.Body, session.ListOptions{})
	if err != nil {
		return err
	}
	if l.Body == "" && l.Main == "" {
		return &Error{Name: "usage", Text: c.written() + ": the cell has no statements to be run"}
	}
	b, err := o.compile(ctx, env, l, twin.NewProfiled(l), c.Body)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp("", "gosched-profile-")
	if err != nil {
		return &Error{Name: "file", Text: err.Error()}
	}
	defer os.Remove(f.Name())
	defer f.Close()
	o.run.Profile = kind + ":" + f.Name()
	out, err := b.Run(ctx, o.run, env.Console())
	if err != nil {
		return &Error{Name: "command", Text: c.written() + ": " + err.Error()}
	}
	o.ran(env, b, out)
	return errors.Join(o.verdict(ctx, env, out), showProfile(env, l, kind, b, f))
}

// showProfile shows what a program has written.
func showProfile(env Env, l *session.Listing, kind string, b *twin.Binary, f io.Reader) error {
	p, err := profile.Read(f, kind, b.Where)
	switch {
	case errors.Is(err, profile.ErrNone):
		env.Note("the program left no profile: it was killed, or a panic of another goroutine than main ended it")
		return nil
	case err != nil:
		return &Error{Name: "profile", Text: err.Error()}
	case p.Total == 0:
		env.Note("the profile is empty: " + profileKinds[kind].empty)
		return nil
	}
	graph := chart.Flame(p.Stacks).Titled(profileKinds[kind].title)
	graph.X.Unit = p.Unit
	graph.Caption = chart.Number(p.Total, p.Unit) + " in " + count(int(p.Samples), profileKinds[kind].sample)
	if p.Samples < manySamples {
		graph.Caption += profileKinds[kind].few
	}
	env.Display(texts(graph.MIMEBundle()))
	if len(p.Lines) > 0 {
		env.Display(texts(lineTable(p, l).MIMEBundle()))
	}
	return nil
}

// manySamples are so many that a tenth of them is not chance.
const manySamples = 50

// maxProfileLines is how many lines are shown: those that took most.
const maxProfileLines = 25

// lineTable is the lines of cells and what they took, in their order.
func lineTable(p *profile.Profile, l *session.Listing) display.Table {
	lines, more := p.Most(maxProfileLines)
	right := map[string]string{"itself": "right", "with what it calls": "right", "part": "right"}
	t := display.Table{Columns: []string{"place", "code", "itself", "with what it calls", "part"}, Align: right}
	var rows []map[string]string
	for _, line := range lines {
		own := ""
		if line.Own > 0 {
			own = chart.Number(line.Own, p.Unit)
		}
		rows = append(rows, map[string]string{
			"place": fmt.Sprintf("cell %d, line %d", line.Cell, line.Line), "code": strings.TrimSpace(l.Line(line.Cell, line.Line)),
			"itself": own, "with what it calls": chart.Number(line.Total, p.Unit), "part": fmt.Sprintf("%.1f %%", 100*line.Total/p.Total),
		})
	}
	if t.Rows = rows; more > 0 {
		t.Caption = fmt.Sprintf("the %d lines that took most; %d more took less", len(lines), more)
	}
	return t
}

// texts are the forms of a bundle that are text, which those of charts and tables are.
func texts(bundle map[string]any) map[string]string {
	out := make(map[string]string, len(bundle))
	for mime, v := range bundle {
		if s, ok := v.(string); ok {
			out[mime] = s
		}
	}
	return out
}
