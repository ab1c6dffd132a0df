package verdicts

import (
	"strings"
	"testing"

	"gosched/kernel/internal/nbformat"
)

// card is the output of a cell that shows a card.
func card(id, kind, note string) *nbformat.Output {
	data := nbformat.Object{"id": id, "verdict": kind, "claim": nbformat.Object{"zh": "<三>", "en": "3"}}
	if note != "" {
		data["note"] = nbformat.Object{"zh": "…", "en": note}
	}
	return &nbformat.Output{
		Type:     nbformat.ExecuteResult,
		Metadata: nbformat.Object{"gosched": nbformat.Object{"verdict": data}},
	}
}

// notebook has a cell "c1", "c2", ... for each list of outputs.
func notebook(cells ...[]*nbformat.Output) *nbformat.Notebook {
	nb := &nbformat.Notebook{}
	for i, outputs := range cells {
		nb.Cells = append(nb.Cells, &nbformat.Cell{Type: nbformat.Code, ID: "c" + string(rune('1'+i)), Outputs: outputs})
	}
	return nb
}

// example is what two notebooks have found.
func example() []Verdict {
	other := &nbformat.Output{Type: nbformat.Stream, Name: "stdout", Text: "no card"}
	odd := &nbformat.Output{Type: nbformat.DisplayData, Metadata: nbformat.Object{"gosched": "mine"}}
	first := notebook(nil, []*nbformat.Output{other, card("E002", "holds", ""), odd}, []*nbformat.Output{card("E001", "inconclusive", "busy")})
	second := notebook([]*nbformat.Output{card("E002", "holds if", "FIFO"), card("E003", "refuted", "")})
	return append(Of("a.ipynb", first), Of("b.ipynb", second)...)
}

func TestJSON(t *testing.T) {
	got, err := JSON(example())
	if err != nil {
		t.Fatal(err)
	}
	const want = `[
 {
  "cell": "c3",
  "claim": {
   "en": "3",
   "zh": "<三>"
  },
  "id": "E001",
  "note": {
   "en": "busy",
   "zh": "…"
  },
  "notebook": "a.ipynb",
  "verdict": "inconclusive"
 },
 {
  "cell": "c2",
`
	if !strings.HasPrefix(string(got), want) {
		t.Errorf("got:\n%s\nwant:\n%s…", got, want)
	}
	var order []string
	for _, v := range Sorted(example()) {
		order = append(order, v.ID()+" "+v.Notebook)
	}
	if got, want := strings.Join(order, ", "), "E001 a.ipynb, E002 a.ipynb, E002 b.ipynb, E003 b.ipynb"; got != want {
		t.Errorf("order %s, want %s", got, want)
	}
}

func TestNoVerdicts(t *testing.T) {
	got, err := JSON(nil)
	if err != nil || string(got) != "[]\n" {
		t.Errorf("got %q, %v", got, err)
	}
	var b strings.Builder
	if err := Print(&b, nil); err != nil || b.Len() > 0 {
		t.Errorf("printed %q, %v", b.String(), err)
	}
}

func TestPrint(t *testing.T) {
	var b strings.Builder
	if err := Print(&b, example()); err != nil {
		t.Fatal(err)
	}
	const want = `  verdicts  holds  holds if  refuted  no Go analogue  inconclusive
   a.ipynb      1         0        0               0             1
   b.ipynb      0         1        1               0             0
       all      1         1        1               0             1
inconclusive: E001 in a.ipynb: busy
`
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
