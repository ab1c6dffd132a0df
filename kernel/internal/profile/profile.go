package profile

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	pprof "github.com/google/pprof/profile"

	"gosched/kernel/display/chart"
)

// A Profile is what a program has spent, and where.
type Profile struct {
	Unit    string // "s" or "B"
	Total   float64
	Samples int64 // that were taken
	Stacks  []chart.Stack
	Lines   []Line // by cell and line
}

// A Line is a line of a cell.
type Line struct {
	Cell, Line int
	Own, Total float64 // without and with what it calls
}

// Kind says what the values of a profile are.
type Kind struct {
	Type string // of the values, as package runtime/pprof calls it
	Unit string
}

// Kinds are the kinds of profiles by the names of package native/profile.
var Kinds = map[string]Kind{
	"cpu":   {"cpu", "s"},
	"mem":   {"alloc_space", "B"},
	"block": {"delay", "s"},
	"mutex": {"delay", "s"},
}

// scale is what the units of profiles are in seconds or bytes.
var scale = map[string]float64{"nanoseconds": 1e-9, "bytes": 1}

// A Where says in which cell and line a function is, and what it is called there; in
// no cell, which is number 0, it is called function.
type Where func(function, file string, line int) (name string, cell, cellLine int)

// ErrNone is the error of Read when nothing was written.
var ErrNone = errors.New("there is no profile")

// Read reads a profile.
func Read(r io.Reader, kind string, where Where) (*Profile, error) {
	written, err := io.ReadAll(r)
	if err == nil && len(written) == 0 {
		return nil, ErrNone
	}
	var data *pprof.Profile
	if err == nil {
		data, err = pprof.ParseData(written)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the profile: %w", err)
	}
	i := slices.IndexFunc(data.SampleType, func(t *pprof.ValueType) bool { return t.Type == Kinds[kind].Type })
	if i < 0 {
		return nil, fmt.Errorf("reading the profile: it has no values of type %q", Kinds[kind].Type)
	}
	p := &Profile{Unit: Kinds[kind].Unit}
	lines := make(map[[2]int]*Line)
	factor := scale[data.SampleType[i].Unit]
	for _, s := range data.Sample {
		calls := callsOf(s, where)
		if s.Value[i] == 0 || len(calls) == 0 || ours(calls) {
			continue
		}
		p.Samples += s.Value[0]
		p.add(lines, calls, float64(s.Value[i])*factor)
	}
	for _, l := range lines {
		p.Lines = append(p.Lines, *l)
	}
	slices.SortFunc(p.Lines, inOrder)
	return p, nil
}

// Most returns the n lines that took most, by cell and line, and how many there are
// besides.
func (p *Profile) Most(n int) (lines []Line, more int) {
	lines = slices.Clone(p.Lines)
	if more = len(lines) - n; more <= 0 {
		return lines, 0
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(b.Total, a.Total) })
	lines = lines[:n]
	slices.SortFunc(lines, inOrder)
	return lines, more
}

// inOrder compares lines by where they are.
func inOrder(a, b Line) int { return cmp.Or(a.Cell-b.Cell, a.Line-b.Line) }

// A call is a place on a stack.
type call struct {
	chart.Call
	cell, line int // cell is 0 outside of cells
}

// add adds a sample with its calls, the outermost first.
func (p *Profile) add(lines map[[2]int]*Line, calls []call, v float64) {
	p.Total += v
	seen := make(map[[2]int]bool)
	stack := chart.Stack{Value: v}
	again := 0 // how often in a row the call is one of itself
	for i, c := range calls {
		if again++; i == 0 || c.Name != calls[i-1].Name {
			again = 0
		}
		if again < maxRecursion {
			stack.Calls = append(stack.Calls, c.Call)
		}
		at := [2]int{c.cell, c.line}
		if c.cell == 0 {
			continue
		}
		if lines[at] == nil {
			lines[at] = &Line{Cell: c.cell, Line: c.line}
		}
		if !seen[at] {
			seen[at] = true
			lines[at].Total += v
		}
		if i == len(calls)-1 {
			lines[at].Own += v
		}
	}
	p.Stacks = append(p.Stacks, stack)
}

// maxRecursion is how deep calls of a function by itself are drawn; what is deeper counts
// as the deepest one's.
const maxRecursion = 8

// callsOf returns the calls of a sample, the outermost first, without those by which
// a program begins.
func callsOf(s *pprof.Sample, where Where) []call {
	var calls []call
	for _, loc := range slices.Backward(s.Location) {
		for _, line := range slices.Backward(loc.Line) {
			if line.Function == nil || len(calls) == 0 && beginning[line.Function.Name] {
				continue
			}
			calls = append(calls, callOf(line.Function, int(line.Line), where))
		}
	}
	return calls
}

// beginning are the functions by which programs begin.
var beginning = map[string]bool{"runtime.main": true, "main.main": true, "runtime.goexit": true, "runtime.mstart": true, "runtime.mstart0": true, "runtime.mstart1": true}

// ours reports whether what the calls took is there because of the profile: in goroutines
// and functions of package native, in those that it needs, and where packages are
// initialised, unless a cell has a part in that.
func ours(calls []call) bool {
	for _, prefix := range []string{"gosched/kernel/native/", "os/signal.", "runtime.ensureSigM"} {
		if strings.HasPrefix(calls[0].Name, prefix) {
			return true
		}
	}
	return calls[0].Name == "runtime.doInit" && !slices.ContainsFunc(calls, func(c call) bool { return c.cell > 0 })
}

func callOf(f *pprof.Function, line int, where Where) (c call) {
	c.Name, c.cell, c.line = where(f.Name, f.Filename, line)
	if c.Group = "cells"; c.cell == 0 {
		c.Group = group(f.Name)
	}
	return c
}

// group returns the package of a function: the runtime's packages are one.
func group(name string) string {
	dir, base := path.Split(name)
	pkg, _, _ := strings.Cut(base, ".")
	switch pkg = dir + pkg; {
	case pkg == "runtime", strings.HasPrefix(pkg, "internal/runtime/"), strings.HasPrefix(pkg, "runtime/internal/"):
		return "runtime"
	case !strings.Contains(name, "."):
		return "runtime" // in assembly
	}
	return pkg
}
