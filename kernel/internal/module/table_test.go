package module_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("u", false, "write the table of modules in the README anew")

// A row is a module in the table.
type row struct {
	path, verdict string
	time          time.Duration // of a processor, for the cell that is the first to use it
}

const (
	readme    = "../../../README.md"
	tableHead = "| module | cells | first cell, processor time |\n|---|---|---|\n"
)

// checkTable compares the README's table of modules, or writes it.
func checkTable(t *testing.T, rows []row) {
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.path, b.path) })
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), tableHead)
	if !ok {
		t.Fatalf("the README has no table of modules")
	}
	end := strings.Index(rest, "\n\n") + 1
	old, after := rest[:end], rest[end:]
	if *update {
		var b strings.Builder
		for _, r := range rows {
			fmt.Fprintln(&b, r.line())
		}
		if err := os.WriteFile(readme, []byte(before+tableHead+b.String()+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	var want []string
	for _, r := range rows {
		want = append(want, r.known())
	}
	var got []string
	for line := range strings.Lines(old) {
		got = append(got, line[:strings.LastIndex(strings.TrimSuffix(line, " |\n"), "|")])
	}
	if !slices.Equal(got, want) {
		t.Errorf("the README's table of modules is stale, run go test -u:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// known is what a row says on every machine.
func (r row) known() string { return fmt.Sprintf("| `%s` | %s ", r.path, r.verdict) }

func (r row) line() string {
	if r.time == 0 {
		return r.known() + "| |"
	}
	return fmt.Sprintf("%s| %.1f s |", r.known(), r.time.Seconds())
}

// header returns what a comment at the start of a program says of a key.
func header(t *testing.T, name, key string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "// "+key+": "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
