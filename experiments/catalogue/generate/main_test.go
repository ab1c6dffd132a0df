package main

import (
	"os"
	"testing"
)

func TestParse(t *testing.T) {
	const table = `# Title
### NB01 "One core"
| ID | Seed | Python |
|---|---|---|
| E001 | 000 | sum 123 [C] |
| E006 | 000,001 | x | y | [V] 4s |
### NB02 Two
| E017 | (ext.) | none | [V =5] |
`
	const want = "E001\tNB01\t000\t\nE006\tNB01\t000,001\tV\nE017\tNB02\t\tV\n"
	if got, err := parse(table); got != want || err != nil {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for _, bad := range []string{"| E001 | 000 | x |\n", "### NB01\n| E001 | 000 | x |\n| E001 | 000 | x |\n"} {
		if got, err := parse(bad); err == nil {
			t.Errorf("parsed %q as %q", bad, got)
		}
	}
}

// Where the table is at hand, rows.txt must be made from it.
func TestRows(t *testing.T) {
	table := os.Getenv("GOSCHED_TABLE")
	if table == "" {
		return
	}
	text, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	want, err := parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../rows.txt")
	if err != nil || string(got) != want {
		t.Errorf("rows.txt is stale: go generate (%v)", err)
	}
}
