package front

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestFileNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"data.csv", "Data file.txt", ".hidden", "sub/deep.txt", "sub/inner/x", "数据.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("sub", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", filepath.Join(dir, "sub"))
	for _, tt := range []struct {
		typed    string
		onlyDirs bool
		want     string // names, then the start
	}{
		{"", false, "Data file.txt,data.csv,link/,sub/,数据.txt 0"},
		{"", true, "link/,sub/ 0"},
		{"da", false, "data.csv 0"},
		{".", false, ".hidden 0"},
		{"sub/", false, "deep.txt,inner/ 4"},
		{"link/d", false, "deep.txt 5"},
		{"~/i", false, "inner/ 2"},
		{dir + "/数", false, "数据.txt 0"},
		{"nosuch/", false, " 7"},
		{"data.csv/", false, " 9"},
	} {
		names, start := fileNames(dir, tt.typed, tt.onlyDirs)
		if filepath.IsAbs(tt.typed) {
			start -= len(dir) + 1
		}
		if got := strings.Join(names, ",") + " " + string(rune('0'+start)); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.typed, got, tt.want)
		}
	}
}

func TestShellWord(t *testing.T) {
	if got, want := shellWord("a b's $x.txt"), `a\ b\'s\ \$x.txt`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAddFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, `a"b`), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	c := Completion{Start: 9, End: 12}
	c.addFiles(dir, "./a", false, strings.ToUpper)
	if c.Start != 11 || c.End != 12 || !slices.Equal(c.Matches, []Match{{Text: `A"B`, Kind: "file"}}) {
		t.Errorf("%+v", c)
	}
}
