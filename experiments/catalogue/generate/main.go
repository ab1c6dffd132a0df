// Command generate writes the data of package catalogue: rows.txt from the table of
// experiments, a Markdown file, and the fingerprints of the documents.
//
//	go run ./generate -documents DIR -table FILE.md
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"gosched/experiments/catalogue"
)

func main() {
	documents := flag.String("documents", "", "`directory` of the documents")
	table := flag.String("table", "", "Markdown `file` with the table of experiments")
	flag.Parse()
	if err := errors.Join(writeRows(*table, "rows.txt"), writePrints(*documents, "documents")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func writeRows(table, file string) error {
	text, err := os.ReadFile(table)
	if err != nil {
		return err
	}
	rows, err := parse(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	return os.WriteFile(file, []byte(rows), 0o666)
}

func writePrints(dir, to string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		return errors.Join(err, fmt.Errorf("no documents in %q", dir))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(filepath.Base(file), ".txt") + ".print"
		if err := os.WriteFile(filepath.Join(to, name), catalogue.Fingerprint(string(text)), 0o666); err != nil {
			return err
		}
	}
	return nil
}

var (
	heading  = regexp.MustCompile(`^### (NB\d\d)\b`)
	firstRow = regexp.MustCompile(`^\| (E\d{3}) \| ([^|]*) \|`)
	number   = regexp.MustCompile(`\b\d{3}\b`)
)

// parse returns the lines of rows.txt: one for each row of a table below a heading
// of a notebook. A row that says [V] holds exactly in virtual time.
func parse(markdown string) (string, error) {
	var b strings.Builder
	notebook := ""
	seen := make(map[string]bool)
	for line := range strings.Lines(markdown) {
		if m := heading.FindStringSubmatch(line); m != nil {
			notebook = m[1]
		}
		m := firstRow.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if notebook == "" || seen[m[1]] {
			return "", fmt.Errorf("%s is of no notebook, or there twice", m[1])
		}
		seen[m[1]] = true
		virtual := ""
		if strings.Contains(line, "[V") {
			virtual = "V"
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", m[1], notebook, strings.Join(number.FindAllString(m[2], -1), ","), virtual)
	}
	return b.String(), nil
}
