package profile

import (
	"bytes"
	"errors"
	"path"
	"reflect"
	"strconv"
	"strings"
	"testing"

	pprof "github.com/google/pprof/profile"

	"gosched/kernel/display/chart"
)

// where knows the files "dir/cell N".
func where(function, file string, line int) (string, int, int) {
	n, ok := strings.CutPrefix(path.Base(file), "cell ")
	cell, err := strconv.Atoi(n)
	if !ok || err != nil {
		return function, 0, 0
	}
	return "in " + function, cell, line
}

// written returns a profile with a value for each stack, which is written innermost
// call first: "f cell 1:3; main.main main.go:1".
func written(t *testing.T, typ, unit string, stacks map[string]int64) *bytes.Buffer {
	t.Helper()
	p := &pprof.Profile{SampleType: []*pprof.ValueType{{Type: "samples", Unit: "count"}, {Type: typ, Unit: unit}}}
	var id uint64
	for stack, v := range stacks {
		s := &pprof.Sample{Value: []int64{2, v}}
		for frame := range strings.SplitSeq(stack, "; ") {
			id++
			name, at, _ := strings.Cut(frame, " ")
			file, line, _ := strings.Cut(at, ":")
			n, _ := strconv.Atoi(line)
			f := &pprof.Function{ID: id, Name: name, Filename: "/tmp/x/" + file}
			loc := &pprof.Location{ID: id, Line: []pprof.Line{{Function: f, Line: int64(n)}}}
			p.Function, p.Location = append(p.Function, f), append(p.Location, loc)
			s.Location = append(s.Location, loc)
		}
		p.Sample = append(p.Sample, s)
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return &b
}

func TestRead(t *testing.T) {
	p, err := Read(written(t, "cpu", "nanoseconds", map[string]int64{
		"f cell 1:3; gosched_cell cell 2:7; main.main main.go:9; runtime.main proc.go:283":      2e9,
		"runtime.mallocgc malloc.go:1; f cell 1:4; f cell 1:3; f cell 1:3; main.main main.go:9": 1e9,
		"internal/runtime/maps.(*Map).Put map.go:1; gosched_cell cell 2:7":                      5e8,
		"runtime.memmove memmove.s:3; runtime.gcBgMarkWorker mgc.go:1":                          25e7,
		"runtime.selectgo select.go:1; gosched/kernel/native/ending.Guard.func2 interrupt.go:1": 9e9,
	}), "cpu", where)
	if err != nil {
		t.Fatal(err)
	}
	if p.Total != 3.75 || p.Unit != "s" || p.Samples != 8 || len(p.Stacks) != 4 {
		t.Errorf("total %v %s of %d samples in %d stacks", p.Total, p.Unit, p.Samples, len(p.Stacks))
	}
	want := []Line{{1, 3, 2, 3}, {1, 4, 0, 1}, {2, 7, 0, 2.5}}
	if !reflect.DeepEqual(p.Lines, want) {
		t.Errorf("lines %v, want %v", p.Lines, want)
	}
	for _, s := range p.Stacks {
		if s.Value == 0.5 {
			if want := []chart.Call{{Name: "in gosched_cell", Group: "cells"}, {Name: "internal/runtime/maps.(*Map).Put", Group: "runtime"}}; !reflect.DeepEqual(s.Calls, want) {
				t.Errorf("stack %v, want %v", s.Calls, want)
			}
		}
	}
	if most, more := p.Most(2); more != 1 || !reflect.DeepEqual(most, []Line{want[0], want[2]}) {
		t.Errorf("most are %v and %d more", most, more)
	}
}

// TestRecursion draws calls of a function by itself to a depth, and counts all of them.
func TestRecursion(t *testing.T) {
	deep := strings.Repeat("f cell 1:3; ", 100)
	p, err := Read(written(t, "cpu", "nanoseconds", map[string]int64{
		"g cell 1:9; " + deep + "main.main main.go:9": 1e9,
		deep + "main.main main.go:9":                  2e9,
	}), "cpu", where)
	if err != nil {
		t.Fatal(err)
	}
	if want := []Line{{1, 3, 2, 3}, {1, 9, 1, 1}}; !reflect.DeepEqual(p.Lines, want) {
		t.Errorf("lines %v, want %v", p.Lines, want)
	}
	for _, s := range p.Stacks {
		if n := len(s.Calls); s.Value == 2 && n != maxRecursion || s.Value == 1 && (n != maxRecursion+1 || s.Calls[n-1].Name != "in g") {
			t.Errorf("%v is drawn as %v", s.Value, s.Calls)
		}
	}
}

// TestOurs leaves out what is there because of the profile, and where packages that are not
// a cell's are initialised.
func TestOurs(t *testing.T) {
	p, err := Read(written(t, "alloc_space", "bytes", map[string]int64{
		"runtime.malg proc.go:1; gosched/kernel/native/profile.Start profile.go:1; main.main main.go:9": 1,
		"hash/crc32.init crc32.go:1; runtime.doInit proc.go:1; runtime.main proc.go:1":                  2,
		"main.init cell 1:2; runtime.doInit proc.go:1; runtime.main proc.go:1":                          4,
	}), "mem", where)
	if err != nil || p.Total != 4 {
		t.Errorf("the total is %v (%v)", p, err)
	}
}

func TestReadBroken(t *testing.T) {
	if _, err := Read(strings.NewReader(""), "cpu", where); !errors.Is(err, ErrNone) {
		t.Errorf("nothing: %v", err)
	}
	if _, err := Read(strings.NewReader("not a profile"), "cpu", where); err == nil || errors.Is(err, ErrNone) {
		t.Errorf("text: %v", err)
	}
	if _, err := Read(written(t, "cpu", "nanoseconds", nil), "mutex", where); err == nil {
		t.Error("a profile of processor time is one of locks")
	}
}

// FuzzRead holds that no file makes Read panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte("\x1f\x8b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(bytes.NewReader(data), "cpu", where)
		if err == nil && p.Total < 0 {
			t.Errorf("total %v", p.Total)
		}
	})
}
