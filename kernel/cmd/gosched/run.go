package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/nbrun"
	"gosched/kernel/internal/verdicts"
)

var runCommand = &command{
	name:  "run",
	args:  "NOTEBOOK...",
	short: "execute notebooks without a browser",
	long: `
Run executes each notebook from top to bottom, in a kernel of its own that is
started in the notebook's directory. Without -o or -inplace it only checks that
all cells run. No Python is needed.

A notebook ends at its first error, unless errors are allowed, or at a cell whose
printed output is not what the Example it was woven from says. The exit status is
0 if all cells ran, 1 if one failed, 2 if a notebook could not be run.

The verdict cards of the course are counted at the end, whatever they say; the
exit status is not about them. With -verdicts they are written to a file as well,
as a JSON array sorted by experiment. Each object has what the card has (id, seed,
claim, expected, measured, verdict, note, prediction, U; see the package comment of
experiments/lab/verdict) and the names of its notebook and cell.

	gosched run course.ipynb
	gosched run -o results --timeout 2m *.ipynb
	gosched run -verdicts verdicts.json notebooks/*.ipynb`,
	setup: func(fs *flag.FlagSet) func([]string) error {
		var r notebooks
		fs.StringVar(&r.dir, "o", "", "write the executed notebooks into `DIR`")
		fs.BoolVar(&r.inplace, "inplace", false, "write each executed notebook over its file, unless it failed")
		fs.StringVar(&r.verdicts, "verdicts", "", "write the verdicts of all experiments to `FILE`, as JSON")
		fs.DurationVar(&r.options.Timeout, "timeout", 0, "`time` a cell may take before it is interrupted, as in 90s or 2m; 0 means any")
		fs.BoolVar(&r.options.AllowErrors, "allow-errors", false, "go on after errors, which then do not count")
		fs.DurationVar(&r.unit, "U", 0, "`duration` of one second of the course's documents (sets GOSCHED_U)")
		return r.run
	},
}

// A notebooks is one call of the command.
type notebooks struct {
	dir      string
	inplace  bool
	verdicts string // file for the verdicts, "" if there is none
	unit     time.Duration
	options  nbrun.Options
}

// A job is one notebook to execute.
type job struct {
	name string // as the user wrote it
	in   string // absolute path
	out  string // absolute path, "" if nothing is written
	nb   *nbformat.Notebook

	begun bool // its outputs are of this run
}

func (r *notebooks) run(args []string) error {
	jobs, err := r.plan(args)
	if err != nil {
		return err
	}
	if r.unit != 0 {
		if err := os.Setenv("GOSCHED_U", r.unit.String()); err != nil {
			return err
		}
	}
	ok, err := r.executeAll(jobs)
	if e := r.report(jobs); err == nil {
		err = e
	}
	if err == nil && !ok {
		err = exit(1)
	}
	return err
}

// executeAll runs the notebooks. It reports whether all cells ran.
func (r *notebooks) executeAll(jobs []job) (ok bool, err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ok = true
	for i := range jobs {
		ran, err := r.execute(ctx, &jobs[i])
		if err != nil {
			return false, fmt.Errorf("%s: %w", jobs[i].name, err)
		}
		ok = ok && ran
	}
	return ok, nil
}

// report says what the experiments of the notebooks that were begun have found.
func (r *notebooks) report(jobs []job) error {
	var found []verdicts.Verdict
	for _, j := range jobs {
		if j.begun {
			found = append(found, verdicts.Of(filepath.Base(j.in), j.nb)...)
		}
	}
	if err := verdicts.Print(os.Stdout, found); err != nil || r.verdicts == "" {
		return err
	}
	data, err := verdicts.JSON(found)
	if err != nil {
		return err
	}
	return os.WriteFile(r.verdicts, data, 0o666)
}

// plan reads all notebooks and finds out where they go, so that mistakes are told
// before the first one runs.
func (r *notebooks) plan(args []string) ([]job, error) {
	switch {
	case len(args) == 0:
		return nil, errors.New("which notebook? (gosched help run)")
	case r.inplace && r.dir != "":
		return nil, errors.New("-o and -inplace exclude each other")
	case r.options.Timeout < 0 || r.unit < 0:
		return nil, errors.New("a duration is not negative")
	}
	if err := r.makeDir(); err != nil {
		return nil, err
	}
	if err := r.makeVerdicts(); err != nil {
		return nil, err
	}
	var jobs []job
	from := make(map[string]string)
	for _, name := range args {
		j, err := r.read(name)
		if err != nil {
			return nil, err
		}
		if j.out != "" && from[j.out] != "" {
			return nil, fmt.Errorf("%s and %s would both be written to %s", from[j.out], name, j.out)
		}
		from[j.out] = name
		jobs = append(jobs, j)
	}
	return jobs, nil
}

// makeDir makes the output directory and finds out whether it can be written.
func (r *notebooks) makeDir() error {
	if r.dir == "" {
		return nil
	}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(r.dir, ".gosched-*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", r.dir, errors.Unwrap(err))
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// makeVerdicts makes the file of verdicts and finds out whether it can be written.
func (r *notebooks) makeVerdicts() (err error) {
	if r.verdicts == "" {
		return nil
	}
	if r.verdicts, err = filepath.Abs(r.verdicts); err != nil {
		return err
	}
	f, err := os.OpenFile(r.verdicts, os.O_WRONLY|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	return f.Close()
}

func (r *notebooks) read(name string) (j job, err error) {
	j.name = name
	if j.in, err = filepath.Abs(name); err != nil {
		return j, err
	}
	switch {
	case r.inplace:
		j.out = j.in
	case r.dir != "":
		if j.out, err = filepath.Abs(filepath.Join(r.dir, filepath.Base(name))); err != nil {
			return j, err
		}
	}
	if j.nb, err = nbformat.ReadFile(name); err == nil && len(j.nb.Cells) == 0 {
		err = fmt.Errorf("%s: %w", name, nbformat.ErrNoCells)
	}
	return j, err
}

// execute runs one notebook and writes it. It reports whether all cells ran; an
// error means that there is no point in going on.
func (r *notebooks) execute(ctx context.Context, j *job) (ok bool, err error) {
	j.begun = true
	bar := newBar(os.Stderr, j.name)
	options := r.options
	options.Progress = bar.show
	if err := os.Chdir(filepath.Dir(j.in)); err != nil {
		return false, err
	}
	k := startKernel()
	err = nbrun.Run(ctx, j.nb, k, options)
	bar.end()
	if e := k.close(); err == nil {
		err = e
	}
	var failure *nbrun.CellError
	ok = err == nil
	if errors.As(err, &failure) {
		err = nil
		explain(os.Stderr, j.name, failure)
	}
	if err == nil && j.out != "" && (ok || !r.inplace) {
		err = j.nb.WriteFile(j.out)
	}
	return ok, err
}
