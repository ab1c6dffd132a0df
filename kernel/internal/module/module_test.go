package module

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	m, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(m.Dir(), "go.mod"))
	if err != nil || !strings.HasPrefix(string(text), "module notebook\n\ngo 1.") {
		t.Fatalf("go.mod is %q, %v", text, err)
	}
	if err := os.WriteFile(m.file(), append(text, "// kept\n"...), 0o666); err != nil {
		t.Fatal(err)
	}
	if m, err = Open(dir); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(m.file()); !strings.HasSuffix(string(text), "// kept\n") {
		t.Errorf("opening again has written go.mod: %q", text)
	}
}

func TestOpenWhereNothingCanBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "dir")); err == nil || !strings.HasPrefix(err.Error(), "making the session's module: ") {
		t.Errorf("below a file: %v", err)
	}
}

func TestEnviron(t *testing.T) {
	got := Environ([]string{"A=b", "GOFLAGS=-trimpath", "GOWORK=/w", "PWD=/x"})
	if want := []string{"A=b", "GOFLAGS=-trimpath -mod=mod", "GOWORK=off", "GO111MODULE=on"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
