package magic

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTraceMisuse tells what is wrong with arguments before anything runs.
func TestTraceMisuse(t *testing.T) {
	dir := t.TempDir()
	for args, want := range map[string]string{
		"-gp":              "unknown flag -gp; did you mean -go?",
		"-out x":           "unknown flag -out; did you mean -o FILE?",
		"-lanes":           "-lanes needs N",
		"-lanes 0":         "-lanes needs a number from 1 to 300",
		"-lanes many":      "-lanes needs a number from 1 to 300",
		"-cpu 1":           "-cpu is for compiled cells: it needs -go",
		"-go -cpu no":      "-cpu needs a positive number",
		"fast":             "does not take the argument fast",
		"-o .":             "-o needs a file, and . is a directory",
		"-o no/x":          "no such file or directory",
		"-o " + os.DevNull: os.DevNull + " is a device",
	} {
		env := newFakeEnv(dir)
		s, err := Split("%%trace " + args + "\nx := 1")
		if err != nil {
			t.Fatal(err)
		}
		err = s.Calls[0].Run(t.Context(), env)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%%%%trace %s: the error is %v, want %s", args, err, want)
		}
		if len(env.ran) > 0 {
			t.Errorf("%%%%trace %s: it ran", args)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("files are left: %v", left)
	}
}

// TestTraceNothing runs nothing of a cell without code.
func TestTraceNothing(t *testing.T) {
	env := newFakeEnv(t.TempDir())
	s, err := Split("%%trace\n\n")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Calls[0].Run(t.Context(), env); err == nil || !strings.Contains(err.Error(), "nothing to trace") {
		t.Errorf("the error is %v", err)
	}
}

// TestTraceLeavesNoFile removes the trace that is not to be kept.
func TestTraceLeavesNoFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	env := newFakeEnv(t.TempDir())
	s, err := Split("%%trace\nx := 1")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Calls[0].Run(t.Context(), env); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("%s is left", left[0].Name())
	}
}

// TestTraceThroughLink is to write the file that a link is to, and to leave the link.
func TestTraceThroughLink(t *testing.T) {
	dir := t.TempDir()
	link, file := filepath.Join(dir, "link"), filepath.Join(dir, "file")
	if err := errors.Join(os.WriteFile(file, nil, 0o644), os.Symlink(file, link)); err != nil {
		t.Fatal(err)
	}
	v := &tracing{env: newFakeEnv(dir)}
	if err := v.open(nil, "link"); err != nil {
		t.Fatal(err)
	}
	defer v.close()
	if v.kept != file || filepath.Dir(v.file) != dir {
		t.Errorf("the trace is written to %s, to become %s", v.file, v.kept)
	}
}
