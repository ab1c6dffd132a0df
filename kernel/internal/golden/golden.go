// Package golden compares what tests make with files, which go test -u writes anew.
package golden

import (
	"flag"
	"os"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("u", false, "write the files that tests compare with anew")

// File compares with a file.
func File(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		write(t, name, got)
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, name, got, string(want))
}

// Sections compares with what follows the first so many sections of an archive, which is
// the content of the file.
func Sections(t *testing.T, name string, a *txtar.Archive, first int, got ...txtar.File) {
	t.Helper()
	if *update {
		a.Files = append(a.Files[:first], got...)
		write(t, name, string(txtar.Format(a)))
		return
	}
	want := a.Files[first:]
	if len(want) != len(got) {
		t.Fatalf("%s: %d sections are expected, there are %d", name, len(want), len(got))
	}
	for i := range got {
		compare(t, name+": "+got[i].Name, string(got[i].Data), string(want[i].Data))
	}
}

func compare(t *testing.T, name, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is not as expected (go test -u writes what is):\n%s\nwant\n%s", name, got, want)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
