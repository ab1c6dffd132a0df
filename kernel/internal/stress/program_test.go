package stress

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gosched/kernel/internal/split"
	"gosched/kernel/rt"
)

var (
	runs   = flag.Int("runs", 3, "how often each program runs in each form")
	update = flag.Bool("u", false, "make the outputs of the programs anew by compiling them")
)

// programEnv names the file of the program that a child is to run.
const programEnv = "GOSCHED_STRESS_PROGRAM"

func TestMain(m *testing.M) {
	flag.Parse()
	rt.Connect(shown)
	if name := os.Getenv(programEnv); name != "" {
		failed := make(chan error)
		go func() {
			defer close(failed)
			failed <- child(name, rt.NewRunner())
		}()
		if err := <-failed; err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// A run is one run of a program as cells.
type run struct {
	Form string // "one cell", "many cells"
	Text string // what it printed
}

// child, the runner, runs a program and encodes its runs.
func child(name string, r *rt.Runner) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	many, err := split.Program(library, string(text), len(text))
	if err != nil {
		return err
	}
	enc := json.NewEncoder(os.Stdout)
	for range *runs {
		for form, cells := range map[string][]string{"one cell": {string(text)}, "many cells": many} {
			n, err := newNotebook(r)
			if err != nil {
				return err
			}
			for _, c := range cells {
				if _, err := n.cell(c); err != nil {
					return fmt.Errorf("as %s: %w", form, err)
				}
			}
			if err := enc.Encode(run{form, shown.take()}); err != nil {
				return err
			}
		}
	}
	return nil
}

// TestPrograms compares what programs print as cells with what they print when
// compiled. Each has a process of its own, which may say nothing else: neither may
// the race detector.
func TestPrograms(t *testing.T) {
	for _, file := range programs(t, "testdata/programs") {
		t.Run(base(file), func(t *testing.T) {
			t.Parallel()
			want, list := wanted(t, file), runProgram(t, file, *runs)
			for _, r := range list {
				if r.Text != want {
					t.Errorf("as %s it printed\n%swant\n%s", r.Form, r.Text, want)
				}
			}
			if !t.Failed() {
				t.Logf("%d of %d runs are equal", len(list), 2**runs)
			}
		})
	}
}

// TestOrder runs programs whose output depends on the order in which one processor
// takes goroutines. That is what it is in compiled programs, unless the system
// takes the processor away, which may happen to any run. The race detector takes
// goroutines at random.
func TestOrder(t *testing.T) {
	for _, file := range programs(t, "testdata/order") {
		t.Run(base(file), func(t *testing.T) {
			want, list := wanted(t, file), runProgram(t, file, 10)
			equal := 0
			for _, r := range list {
				if r.Text == want {
					equal++
				}
			}
			t.Logf("%d of %d runs are equal", equal, len(list))
			if equal == 0 && !raceDetector {
				t.Errorf("it printed\n%swant\n%s", list[0].Text, want)
			}
		})
	}
}

// programs returns the files of the programs in a folder, with -u after their
// outputs have been made anew.
func programs(t *testing.T, folder string) []string {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	if *update {
		compile(t, files)
	}
	return files
}

// wanted returns what the compiled program prints.
func wanted(t *testing.T, file string) string {
	want, err := os.ReadFile(strings.TrimSuffix(file, ".go") + ".out")
	if err != nil {
		t.Fatal(err)
	}
	return string(want)
}

// runProgram runs a program in a child, times in each form.
func runProgram(t *testing.T, file string, times int) []run {
	cmd := exec.Command(os.Args[0], "-runs", fmt.Sprint(times))
	cmd.Env = append(os.Environ(), programEnv+"="+file, "GORACE=atexit_sleep_ms=0")
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil || said.Len() > 0 {
		t.Fatalf("%v\n%s", err, said.String())
	}
	list := make([]run, 2*times)
	for i, dec := 0, json.NewDecoder(&out); i < len(list); i++ {
		if err := dec.Decode(&list[i]); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

func base(file string) string { return strings.TrimSuffix(filepath.Base(file), ".go") }

// compile writes the outputs of the compiled programs, which must not vary.
func compile(t *testing.T, files []string) {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "go.mod"), []byte("module programs\n\ngo 1.26\n"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil {
			err = os.Mkdir(filepath.Join(dir, base(file)), 0o777)
		}
		if err != nil {
			t.Fatal(err)
		}
		write(filepath.Join(dir, base(file), "main.go"), text)
	}
	build := exec.Command("go", "build", "-trimpath", "-o", "bin/", "./...")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, file := range files {
		var want []byte
		for i := range 20 {
			out, err := exec.Command(filepath.Join(dir, "bin", base(file))).CombinedOutput()
			if err != nil || i > 0 && !bytes.Equal(out, want) {
				t.Fatalf("%s: %v\n%sbefore it was\n%s", base(file), err, out, want)
			}
			want = out
		}
		write(strings.TrimSuffix(file, ".go")+".out", want)
	}
}
