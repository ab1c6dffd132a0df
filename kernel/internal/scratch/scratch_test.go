package scratch

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestDir(t *testing.T) {
	cache := t.TempDir()
	d := New(cache)
	if left := contents(t, cache); len(left) > 0 {
		t.Errorf("before it is needed there is %q", left)
	}
	module := d.Sub("module")
	first, err := module()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := module(); err != nil || again != first {
		t.Errorf("asked again: %q, %v, want %q", again, err, first)
	}
	if other, err := d.Sub("compiled")(); err != nil || filepath.Dir(other) != filepath.Dir(first) {
		t.Errorf("the other is %q, %v, beside %q", other, err, first)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if left := contents(t, filepath.Join(cache, "kernels")); len(left) > 0 {
		t.Errorf("closing leaves %q", left)
	}
	if _, err := module(); err == nil {
		t.Error("a closed Dir makes another directory")
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// TestSweep removes what ended kernels have left, and nothing else.
func TestSweep(t *testing.T) {
	cache := t.TempDir()
	parent := filepath.Join(cache, "kernels")
	for _, name := range []string{"kernel-dead/lock", "kernel-dead/sub/file", "kernel-young/file", "mine/lock"} {
		if err := os.MkdirAll(filepath.Join(parent, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(parent, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"kernel-young", "mine"}
	for range 2 {
		d := New(cache)
		defer d.Close()
		sub, err := d.Sub("x")()
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, filepath.Base(filepath.Dir(sub)))
	}
	slices.Sort(want)
	if got := contents(t, parent); !slices.Equal(got, want) {
		t.Errorf("left are %q, want %q", got, want)
	}
}

func TestNowhereToBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := New(file).Sub("x")()
	if err == nil || !strings.HasPrefix(err.Error(), "making the kernel's directory: ") {
		t.Errorf("below a file: %v", err)
	}
}

func contents(t *testing.T, dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
