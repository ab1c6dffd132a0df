package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"gosched/kernel/internal/nbformat"
)

// A verdict says how a program did. Examples are counted one by one.
type verdict struct {
	tried   int
	reasons []string // of those that failed
	elapsed time.Duration
}

func (v verdict) passed() int { return v.tried - len(v.reasons) }

// failed is the verdict on a single program that failed.
func failed(reason string) verdict { return verdict{tried: 1, reasons: []string{reason}} }

// judge compares what the cells of a program did with what they must do.
func judge(p *program, cells []*nbformat.Cell) verdict {
	o := outcomeOf(cells[0])
	reason := ""
	switch p.kind {
	case runKind:
		reason = judgeRun(p, o)
	case compileKind:
		if o.rejected() {
			reason = o.failure
		}
	case errorcheckKind:
		if !o.rejected() {
			reason = "accepted"
		}
	case exampleKind:
		return judgeExamples(p, cells)
	}
	if reason != "" {
		return failed(reason)
	}
	return verdict{tried: 1}
}

func judgeRun(p *program, o outcome) string {
	if o.failure != "" {
		return o.failure + said(o.text)
	}
	want, err := os.ReadFile(strings.TrimSuffix(p.path, ".go") + ".out")
	switch {
	case errors.Is(err, fs.ErrNotExist) && p.bare:
		return ""
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err.Error()
	case o.text != string(want):
		return "unexpected output" + difference(o.text, string(want))
	}
	return ""
}

// difference shows the first line in which two outputs differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) {
			return said(g[i])
		}
		if g[i] != w[i] {
			return fmt.Sprintf(": line %d is %q, not %q", i+1, clip(g[i]), clip(w[i]))
		}
	}
	return fmt.Sprintf(": only %d lines of %d", len(g), len(w))
}

func judgeExamples(p *program, cells []*nbformat.Cell) verdict {
	list := examples(p.text)
	v := verdict{tried: len(list)}
	if o := outcomeOf(cells[0]); o.failure != "" {
		for _, e := range list {
			v.reasons = append(v.reasons, e.name+": the file: "+o.failure)
		}
		return v
	}
	for i, e := range list {
		switch o := outcomeOf(cells[i+1]); {
		case o.failure != "":
			v.reasons = append(v.reasons, e.name+": "+o.failure)
		case !e.printed(o.stdout):
			v.reasons = append(v.reasons, e.name+": unexpected output"+difference(strings.TrimSpace(o.stdout), strings.TrimSpace(e.output)))
		}
	}
	return v
}

// An outcome is what a cell did.
type outcome struct {
	text    string // printed on both streams
	stdout  string
	name    string // of the failure, "" if it ended well
	failure string // one line
}

// rejected reports whether the cell was not run because of what it says.
func (o outcome) rejected() bool { return o.name == "compile error" || o.name == "unsupported" }

func outcomeOf(c *nbformat.Cell) outcome {
	var o outcome
	for _, out := range c.Outputs {
		switch {
		case out.Type == nbformat.Stream:
			o.text += out.Text
			if out.Name == "stdout" {
				o.stdout += out.Text
			}
		case out.Type == nbformat.ErrorOutput && !endedWell(out):
			o.name, o.failure = out.EName, out.EName+": "+clip(out.EValue)
		}
	}
	o.text, _, _ = strings.Cut(o.text, revived)
	return o
}

// Revived begins what the kernel, not the program, says when the worker has ended.
const revived = "a new worker process was started; "

// endedWell reports whether a cell's error is that the program called os.Exit(0).
func endedWell(out *nbformat.Output) bool {
	status, _, _ := strings.Cut(out.EValue, ":")
	return out.EName == "exit" && status == "exit status 0"
}

// said quotes what a program printed.
func said(text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf(": %q", clip(text))
}

// clip shortens a text to what a line of the report has room for.
func clip(s string) string {
	const room = 160
	if len(s) > room {
		return s[:room] + "…"
	}
	return s
}
