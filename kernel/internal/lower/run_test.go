package lower

import (
	"bytes"
	"flag"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/engine/enginetest"
	"gosched/kernel/internal/stdlib"
)

var update = flag.Bool("u", false, "rewrite the expected output: of programs by running the compiler")

// programEnv names the program that a child process is to run.
const programEnv = "GOSCHED_LOWER_PROGRAM"

// emulatorEnv names what runs child processes where this one is emulated.
const emulatorEnv = "GOSCHED_EMULATOR"

func TestMain(m *testing.M) {
	if name := os.Getenv(programEnv); name != "" {
		os.Exit(runProgram(name))
	}
	os.Exit(m.Run())
}

// runProgram lowers and runs a program and returns its exit status.
func runProgram(name string) int {
	text, err := os.ReadFile(name)
	if err != nil {
		return enginetest.Complain(err)
	}
	fset := token.NewFileSet()
	u, err := lowerProgram(stdlib.NewImporter(fset), fset, string(text))
	if err != nil {
		return enginetest.Complain(err)
	}
	e, err := engine.New()
	if err != nil {
		return enginetest.Complain(err)
	}
	p, err := e.Load(u)
	if err != nil {
		return enginetest.Complain(fmt.Errorf("loading: %w", err))
	}
	return enginetest.Run(p)
}

// TestPrograms runs the programs in testdata/run, each of which names what the
// compiled program prints.
func TestPrograms(t *testing.T) {
	cases(t, "run", func(t *testing.T, file, text string) string {
		name := filepath.Join(t.TempDir(), "prog.go")
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0])
		if emulator := os.Getenv(emulatorEnv); emulator != "" {
			cmd = exec.Command(emulator, os.Args[0])
		}
		// The race detector would wait a second at the end of each child.
		cmd.Env = append(os.Environ(), programEnv+"="+name, "GORACE=atexit_sleep_ms=0")
		if *update {
			cmd = exec.Command("go", "run", name)
		}
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Run(); err != nil {
			t.Errorf("%v\n%s", err, out.String())
		}
		return out.String()
	})
}

// TestCore compares the core of the programs in testdata/core.
func TestCore(t *testing.T) {
	cases(t, "core", func(t *testing.T, file, text string) string {
		fset := token.NewFileSet()
		u, err := lowerProgram(stdlib.NewImporter(fset), fset, text)
		if err != nil {
			t.Fatal(err)
		}
		if err := core.NewVerifier().Verify(u); err != nil {
			t.Fatal(err)
		}
		var sb strings.Builder
		for _, f := range u.Funcs {
			sb.WriteString(core.FormatFunc(f))
		}
		return sb.String()
	})
}

// operands are what is not known of run-time errors without intrinsics.
var operands = regexp.MustCompile(`(index out of range) .*`)

// positions begins the comment of an archive whose program prints what is not
// known without intrinsics.
const positions = "Programs that ask where they are"

func known(a *txtar.Archive, text string) string {
	switch {
	case os.Getenv("GOSCHED_INTRINSICS") != "off":
		return text
	case strings.HasPrefix(string(a.Comment), positions):
		return ""
	}
	return operands.ReplaceAllString(text, "$1")
}

// cases does do with the first file of every archive in testdata/dir and
// compares the outcome with the second.
func cases(t *testing.T, dir string, do func(t *testing.T, file, text string) string) {
	files, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := do(t, file, string(a.Files[0].Data))
			if *update {
				a.Files = append(a.Files[:1], txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := known(a, string(a.Files[1].Data)); known(a, got) != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}
