package module_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/engine/enginetest"
	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/module"
	"gosched/kernel/internal/session"
)

// The environment of a child process that runs a program as a cell.
const (
	programEnv = "GOSCHED_MODULE_PROGRAM"
	moduleEnv  = "GOSCHED_MODULE_DIR"
)

func TestMain(m *testing.M) {
	if name := os.Getenv(programEnv); name != "" {
		os.Exit(runProgram(name, os.Getenv(moduleEnv)))
	}
	os.Exit(m.Run())
}

// timesPrefix begins the last line of a child's standard error: how long the steps took.
const timesPrefix = "times: "

// runProgram runs a program as a cell of a session with the module in dir, and
// returns its exit status.
func runProgram(name, dir string) int {
	text, err := os.ReadFile(name)
	if err != nil {
		return enginetest.Complain(err)
	}
	imp := module.NewImporter(func() (string, error) { return dir, nil })
	if _, err := imp.Open(); err != nil {
		return enginetest.Complain(err)
	}
	e, err := engine.New()
	if err != nil {
		return enginetest.Complain(err)
	}
	begin := time.Now()
	change, err := session.New(imp).Edit(session.Cell{Number: 1, Source: string(text)})
	if err != nil {
		return enginetest.Complain(err)
	}
	checked := time.Now()
	u, err := lower.New(imp).Lower(change)
	if err != nil {
		return enginetest.Complain(err)
	}
	code := core.Encode(u)
	lowered := time.Now()
	if u, err = core.Decode(code); err != nil {
		return enginetest.Complain(err)
	}
	p, err := e.Load(u)
	if err != nil {
		return enginetest.Complain(fmt.Errorf("loading: %w", err))
	}
	loaded := time.Now()
	status := enginetest.Run(p)
	fmt.Fprintf(os.Stderr, "%scheck %v, lower %v, load %v, run %v, %d functions, %d types, %d bytes\n", timesPrefix,
		checked.Sub(begin).Round(time.Millisecond), lowered.Sub(checked).Round(time.Millisecond), loaded.Sub(lowered).Round(time.Millisecond),
		time.Since(loaded).Round(time.Millisecond), len(u.Funcs), len(u.Types), len(code))
	return status
}

// TestLanguage runs programs of several packages compiled and as cells.
func TestLanguage(t *testing.T) { compare(t, absolute(t, "testdata/local")) }

// TestPrograms runs programs that use modules compiled and as cells.
func TestPrograms(t *testing.T) {
	if testing.Short() {
		t.Log("the programs need the network")
		return
	}
	dir, refusedDir := absolute(t, "testdata/programs"), absolute(t, "testdata/refused")
	rows := append(compare(t, dir), refused(t, refusedDir)...)
	if len(rows) == len(mains(t, dir))+len(mains(t, refusedDir)) { // -run asks for all of them
		checkTable(t, rows)
	}
}

// compare runs the programs of the module in dir, and returns what is to be said of
// those that name a module.
func compare(t *testing.T, dir string) (rows []row) {
	bin := t.TempDir()
	build := exec.Command("go", "build", "-trimpath", "-o", bin+"/", "./...")
	build.Dir, build.Env = dir, module.Environ(os.Environ())
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range mains(t, dir) {
		topic := filepath.Base(filepath.Dir(name))
		t.Run(topic, func(t *testing.T) {
			want, said, err := run(t, exec.Command(filepath.Join(bin, topic)))
			if err != nil {
				t.Fatalf("compiled: %v\n%s%s", err, want, said)
			}
			cell := asCell(name, dir)
			got, said, err := run(t, cell)
			if err != nil {
				t.Errorf("%v\n%s", err, said)
			}
			if got != want {
				t.Errorf("as a cell it prints\n%s\nbut compiled\n%s", got, want)
			}
			_, times, _ := strings.Cut(said, timesPrefix)
			t.Log(times)
			if path := header(t, name, "Module"); path != "" {
				rows = append(rows, row{path, "interpreted", cell.ProcessState.UserTime() + cell.ProcessState.SystemTime()})
			}
		})
	}
	return rows
}

// refused runs programs that cells cannot run. Each says what it is told.
func refused(t *testing.T, dir string) (rows []row) {
	download := exec.Command("go", "mod", "download")
	download.Dir = dir
	if out, err := download.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range mains(t, dir) {
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) {
			cell := asCell(name, dir)
			got, said, err := run(t, cell)
			if want := header(t, name, "Says"); err == nil || !strings.Contains(said, want) {
				t.Errorf("%v: %s%s, want %s", err, got, said, want)
			}
			rows = append(rows, row{header(t, name, "Module"), "%%go only: " + header(t, name, "Why"), 0})
		})
	}
	return rows
}

// mains returns the programs in dir.
func mains(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*", "main.go"))
	if err != nil || len(names) == 0 {
		t.Fatal("no programs in", dir, err)
	}
	return names
}

// asCell returns the command that runs a program as a cell.
func asCell(name, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), programEnv+"="+name, moduleEnv+"="+dir, "GORACE=atexit_sleep_ms=0")
	return cmd
}

// run runs a program and returns its standard output and error.
func run(t *testing.T, cmd *exec.Cmd) (stdout, stderr string, err error) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { cmd.Process.Kill() })
	defer stop()
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	err = cmd.Run()
	return out.String(), complaint.String(), err
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
