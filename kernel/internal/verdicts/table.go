package verdicts

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// kinds are the kinds of verdict in the order of the table. A kind that is not
// among them gets a column of its own.
var kinds = []string{"holds", "holds if", "refuted", "no Go analogue", "inconclusive"}

// Print prints how many verdicts of each kind each notebook has, and which ones are
// inconclusive, with the reason. It prints nothing if there are no verdicts.
func Print(w io.Writer, list []Verdict) error {
	if len(list) == 0 {
		return nil
	}
	columns, notebooks, counts := count(list)
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "verdicts\t%s\t\n", strings.Join(columns, "\t"))
	for _, name := range notebooks {
		printRow(t, name, columns, counts[name])
	}
	if len(notebooks) > 1 {
		printRow(t, "all", columns, counts[""])
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, v := range Sorted(list) {
		if v.Kind() != "inconclusive" {
			continue
		}
		if _, err := fmt.Fprintf(w, "inconclusive: %s in %s: %s\n", v.ID(), v.Notebook, v.Note()); err != nil {
			return err
		}
	}
	return nil
}

// count returns the columns and rows of the table, and its numbers by notebook and
// kind; those of all notebooks are under "".
func count(list []Verdict) (columns, notebooks []string, counts map[string]map[string]int) {
	columns = slices.Clone(kinds)
	counts = map[string]map[string]int{"": {}}
	for _, v := range list {
		if !slices.Contains(columns, v.Kind()) {
			columns = append(columns, v.Kind())
		}
		if counts[v.Notebook] == nil {
			notebooks = append(notebooks, v.Notebook)
			counts[v.Notebook] = make(map[string]int)
		}
		counts[v.Notebook][v.Kind()]++
		counts[""][v.Kind()]++
	}
	return columns, notebooks, counts
}

func printRow(w io.Writer, name string, columns []string, counts map[string]int) {
	fmt.Fprint(w, name)
	for _, kind := range columns {
		fmt.Fprintf(w, "\t%d", counts[kind])
	}
	fmt.Fprint(w, "\t\n")
}
