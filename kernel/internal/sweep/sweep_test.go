package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gosched/kernel/internal/golden"
	"gosched/kernel/internal/nbformat"
)

// fakeEnv makes the test binary play gosched.
const fakeEnv = "GOSCHED_SWEEP_FAKE"

func TestMain(m *testing.M) {
	if os.Getenv(fakeEnv) != "" {
		os.Exit(play(os.Args[2:]))
	}
	os.Exit(m.Run())
}

// play is gosched run, for which a cell is a script: each line that begins with
// one of these words after a comment sign says what the cell does.
//
//	prints TEXT   puts out a line
//	fails NAME    ends with an error
//	dies          ends gosched
func play(args []string) int {
	fs := flag.NewFlagSet("run", flag.ContinueOnError)
	out := fs.String("o", "", "")
	fs.Bool("allow-errors", false, "")
	fs.Duration("timeout", 0, "")
	if fs.Parse(args) != nil {
		return 2
	}
	nb, err := nbformat.ReadFile(fs.Arg(0))
	if err != nil {
		return 2
	}
	for _, c := range nb.Cells {
		for line := range strings.Lines(c.Source) {
			verb, rest, _ := strings.Cut(strings.TrimPrefix(line, "// fake "), " ")
			switch {
			case !strings.HasPrefix(line, "// fake "):
			case verb == "prints":
				c.Outputs = append(c.Outputs, &nbformat.Output{Type: nbformat.Stream, Name: "stdout", Text: rest})
			case verb == "fails":
				c.Outputs = append(c.Outputs, &nbformat.Output{Type: nbformat.ErrorOutput, EName: strings.TrimSpace(rest), EValue: "because"})
			default:
				return 3
			}
		}
	}
	if os.MkdirAll(*out, 0o777) != nil || nb.WriteFile(filepath.Join(*out, filepath.Base(fs.Arg(0)))) != nil {
		return 2
	}
	return 0
}

// TestSweep holds the report on the programs in testdata.
func TestSweep(t *testing.T) {
	t.Setenv(fakeEnv, "1")
	for _, c := range []struct{ name, args string }{
		{"run", "testdata/programs"},
		{"all", "-v -kinds run,compile,errorcheck,example -min 50 testdata/programs/..."},
		{"except", "-except testdata/except.txt testdata/programs"},
		{"file", "testdata/programs/plain.go"},
		{"none", "-kinds compiled testdata/programs/below"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			args := append([]string{"-gosched", os.Args[0], "-j", "2"}, strings.Fields(c.args)...)
			if run(t.Context(), args, &out, &out) == 0 {
				out.WriteString("ok\n")
			}
			golden.File(t, filepath.Join("testdata", c.name+".golden"), withoutTimes(out.String()))
		})
	}
}

// withoutTimes leaves out how long programs took.
func withoutTimes(report string) string {
	var b strings.Builder
	for line := range strings.Lines(report) {
		if i := strings.LastIndex(line, ": "); i > 0 && strings.HasPrefix(line, "ok ") {
			if _, err := time.ParseDuration(strings.TrimSpace(line[i+2:])); err == nil {
				line = line[:i] + "\n"
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// TestExcept holds the list of Go's own tests to what was agreed: few, with reasons.
func TestExcept(t *testing.T) {
	l, err := readList("except.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(l) > 20 {
		t.Errorf("%d programs are said not to apply", len(l))
	}
}

func TestRecipe(t *testing.T) {
	for _, c := range []struct {
		text, recipe string
		fits         bool
	}{
		{"// run\n\npackage main", "run", true},
		{"//go:build !windows\n\n// run\n\npackage main", "run", true},
		{"// run -race\n\npackage main", "run -race", true},
		{"//go:build cgo\n\n// run\n\npackage main", "run", false},
		{"// run\n\n//go:build js && wasm\n\npackage main", "run", false},
		{"// run\n\npackage main\n\n//go:build cgo", "run", true},
		{"package main", "package main", true},
		{"", "", true},
	} {
		if got := recipe(c.text); got != c.recipe {
			t.Errorf("recipe(%q) = %q, want %q", c.text, got, c.recipe)
		}
		if got := fits(c.text); got != c.fits {
			t.Errorf("fits(%q) = %v", c.text, got)
		}
	}
}
