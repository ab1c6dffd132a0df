package main

import (
	"flag"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("u", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gosched": main})
}

// TestScripts runs the scripts in testdata, in which gosched is this program.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"fails": fails},
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			path := filepath.SplitList(e.Getenv("PATH"))
			e.Setenv("PATH", path[0]) // that of this program: no Python, no Go
			return nil
		},
	})
}

// fails is a script command: fails STATUS COMMAND... runs a command that must end
// with that exit status. With status 2 it must print one line on standard error,
// which cmp and stderr of the script can look at, and nothing else.
func fails(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: fails STATUS COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	var code int
	if e, ok := err.(*exec.ExitError); ok {
		code = e.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit status %d, want %s", code, args[0])
	}
	text := ts.ReadFile("stderr")
	if code == 2 && strings.Count(text, "\n") != 1 {
		ts.Fatalf("standard error is not one line: %q", text)
	}
}
