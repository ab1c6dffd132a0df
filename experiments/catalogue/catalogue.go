package catalogue

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Row is one experiment.
type Row struct {
	ID        string   // "E193"
	Notebook  string   // "NB13"
	Documents []string // "004": beginnings of file names
	Virtual   bool     // holds exactly in virtual time
}

//go:embed rows.txt
var text string

var rows = sync.OnceValue(func() []Row {
	var list []Row
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		row := Row{ID: f[0], Notebook: f[1], Virtual: f[3] == "V"}
		if f[2] != "" {
			row.Documents = strings.Split(f[2], ",")
		}
		list = append(list, row)
	}
	return list
})

// All returns the experiments of the course, those of a notebook together.
func All() []Row { return slices.Clone(rows()) }

// Of returns the experiments of a notebook, as "NB13".
func Of(notebook string) []Row {
	return slices.DeleteFunc(All(), func(r Row) bool { return r.Notebook != notebook })
}

// Check compares the IDs of what claims to be a whole notebook with the catalogue:
// each experiment of the notebook once, and no other.
func Check(notebook string, ids []string) error {
	var wrong []string
	count := make(map[string]int)
	for _, id := range ids {
		count[id]++
	}
	for _, row := range Of(notebook) {
		if n := count[row.ID]; n != 1 {
			wrong = append(wrong, fmt.Sprintf("%s is there %d times", row.ID, n))
		}
		delete(count, row.ID)
	}
	for id := range count {
		wrong = append(wrong, fmt.Sprintf("%q is not of this notebook", id))
	}
	if len(wrong) > 0 {
		slices.Sort(wrong)
		return fmt.Errorf("experiments of %s: %s", notebook, strings.Join(wrong, "; "))
	}
	return nil
}

// CheckClaim reports what is wrong with a claim of the experiment: it must quote a
// document that the experiment is about, in the document's own words. The course's
// own experiments cite none.
func (r Row) CheckClaim(document, quote string) error {
	if len(r.Documents) == 0 && document == "" {
		return nil
	}
	number, _, _ := strings.Cut(document, "_")
	if !slices.Contains(r.Documents, number) {
		return fmt.Errorf("%s is about the documents %v, and cites %q", r.ID, r.Documents, document)
	}
	if err := Quoted(document, quote); err != nil {
		return fmt.Errorf("%s: %w", r.ID, err)
	}
	return nil
}
