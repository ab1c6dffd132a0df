// Package verdicts collects what the experiments of executed notebooks have found.
//
// A verdict card of the course leaves its data in the metadata of its output, under
// gosched.verdict; the package comment of experiments/lab/verdict says what is in
// it. All of it is kept here as it is, with two fields more: the name of the
// notebook and the id of the cell. A file of verdicts is a JSON array of such
// objects, sorted by id, then in the order of the notebooks and their cells.
package verdicts

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"gosched/kernel/internal/nbformat"
)

// A Verdict is the data of one card.
type Verdict struct {
	Notebook string // file name
	Cell     string // id
	Data     nbformat.Object
}

// Of returns the verdicts of a notebook, which is called name, in its order.
func Of(name string, nb *nbformat.Notebook) []Verdict {
	var list []Verdict
	for _, c := range nb.Cells {
		for _, out := range c.Outputs {
			own, _ := out.Metadata["gosched"].(nbformat.Object)
			if data, ok := own["verdict"].(nbformat.Object); ok {
				list = append(list, Verdict{name, c.ID, data})
			}
		}
	}
	return list
}

// ID returns the experiment's ID, "" if the card has none.
func (v Verdict) ID() string { return v.text("id") }

// Kind returns what was found: "holds", "refuted" and so on.
func (v Verdict) Kind() string { return v.text("verdict") }

// Note returns the reason or condition in English, "" if there is none.
func (v Verdict) Note() string {
	note, _ := v.Data["note"].(nbformat.Object)
	text, _ := note["en"].(string)
	return text
}

func (v Verdict) text(key string) string {
	s, _ := v.Data[key].(string)
	return s
}

// Sorted returns the verdicts by ID, those of one ID in the order they have.
func Sorted(list []Verdict) []Verdict {
	return slices.SortedStableFunc(slices.Values(list), func(a, b Verdict) int { return cmp.Compare(a.ID(), b.ID()) })
}

// JSON returns the file of verdicts.
func JSON(list []Verdict) ([]byte, error) {
	objects := []nbformat.Object{}
	for _, v := range Sorted(list) {
		o := nbformat.Object{}
		for key, value := range v.Data {
			o[key] = value
		}
		o["notebook"], o["cell"] = v.Notebook, v.Cell
		objects = append(objects, o)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(objects)
	return b.Bytes(), err
}
