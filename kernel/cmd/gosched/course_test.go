package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gosched/experiments/catalogue"
	"gosched/kernel/internal/nbformat"
)

// How large a cell of the course may be, comments included, and how long if it is folded;
// in columns, of which a Chinese character takes two and a tab four.
const (
	maxLines  = 12
	maxFolded = 18
	maxWidth  = 100
)

// TestCourse reads the notebooks of the course: cells are short, and each experiment
// has its parts in order. That the notebooks are what is woven, TestNotebooks says.
func TestCourse(t *testing.T) {
	eachNotebook(t, "NB*.ipynb", readNotebook)
}

func readNotebook(t *testing.T, name string, nb *nbformat.Notebook) {
	for _, c := range nb.Cells {
		if c.Type == nbformat.Code && c.ID != "imports" {
			checkSize(t, c)
		}
	}
	var ids []string
	for _, s := range sections(nb) {
		ids = append(ids, s.id)
		for _, mistake := range s.mistakes() {
			t.Errorf("%s: %s", s.id, mistake)
		}
	}
	notebook, _, _ := strings.Cut(name, "-")
	if err := catalogue.Check(notebook, ids); err != nil {
		t.Error(err)
	}
}

func checkSize(t *testing.T, c *nbformat.Cell) {
	most := maxLines
	if c.Folded() {
		most = maxFolded
	}
	if n := lines(c.Source); n > most {
		t.Errorf("cell %s has %d lines, more than %d", c.ID, n, most)
	}
	for line := range strings.Lines(c.Source) {
		if n := columns(strings.TrimSuffix(line, "\n")); n > maxWidth {
			t.Errorf("cell %s has a line of %d columns, more than %d: %s", c.ID, n, maxWidth, line)
		}
	}
}

// columns says how wide a line is.
func columns(line string) (n int) {
	for _, r := range line {
		switch {
		case r == '\t':
			n += 4
		case r >= 0x2E80: // where East Asian scripts and their punctuation begin
			n += 2
		default:
			n++
		}
	}
	return n
}

// lines counts the lines of a code cell, directives aside.
func lines(source string) int {
	n := 0
	for line := range strings.Lines(source) {
		if !strings.HasPrefix(line, "%") && !strings.HasPrefix(line, "//go:") {
			n++
		}
	}
	return n
}

// An experimentSection is the part of a notebook that is about one experiment.
type experimentSection struct {
	id    string // "E193"
	cells []*nbformat.Cell
}

var heading = regexp.MustCompile(`^## (?:(E\d{3})\b)?`)

// sections returns the experiments of a notebook: what is below a heading with an ID,
// up to the next heading of that level.
func sections(nb *nbformat.Notebook) []*experimentSection {
	var list []*experimentSection
	inside := false
	for _, c := range nb.Cells {
		if m := heading.FindStringSubmatch(c.Source); m != nil && c.Type == nbformat.Markdown {
			if inside = m[1] != ""; inside {
				list = append(list, &experimentSection{id: m[1]})
			}
		}
		if inside {
			s := list[len(list)-1]
			s.cells = append(s.cells, c)
		}
	}
	return list
}

// A part is what a cell of an experiment is for.
type part struct {
	name    string
	kind    nbformat.CellType
	pattern *regexp.Regexp // which such a cell has
	without *regexp.Regexp // what it does not have, nil if it may have anything
	shared  bool           // may be that of an earlier experiment of the same idea
}

// in returns where in c the part begins, and -1 if it is not there.
func (p part) in(c *nbformat.Cell) int {
	m := p.pattern.FindStringIndex(c.Source)
	if m == nil || c.Type != p.kind || p.without != nil && p.without.MatchString(c.Source) {
		return -1
	}
	return m[0]
}

// experimentParts are in the order in which they must come.
var experimentParts = []part{
	{
		name: "heading in two languages", kind: nbformat.Markdown,
		pattern: regexp.MustCompile(`^## E\d{3} · .*\p{Han}.* · .*[A-Za-z]`),
	},
	{
		name: "claim in two languages", kind: nbformat.Code,
		pattern: regexp.MustCompile(`verdict\.Claim\{(.|\n)*Quote:(.|\n)*English:`),
	},
	{
		name: "prediction", kind: nbformat.Code,
		pattern: regexp.MustCompile(`(?s)\be\d{3}\.Predict\(".{0,100}?\p{Han}.{0,100}?[A-Za-z]`),
	},
	{
		name: "cell of parameters, with values to try", kind: nbformat.Code, shared: true,
		pattern: regexp.MustCompile(`^(var|const|[a-z]\w*(, \w+)* :?=)(.|\n)*//.*\btry\b`),
		without: regexp.MustCompile(`(?m)^func\b|\bJudge\(`),
	},
	{
		name: "program", kind: nbformat.Code, shared: true,
		pattern: regexp.MustCompile(`(?m)^(func|type|%%go)\b`),
	},
	{
		name: "run and verdict without parameters", kind: nbformat.Code,
		pattern: regexp.MustCompile(`\be\d{3}\.Expect\((.|\n)*\bJudge\(`),
		without: regexp.MustCompile(`//.*\btry\b`),
	},
	{
		name: "thing to try next", kind: nbformat.Markdown,
		pattern: regexp.MustCompile(`试一试 · Try next`),
	},
}

// mistakes says which parts are missing, are there twice or come too early.
func (s *experimentSection) mistakes() []string {
	var list []string
	before, last := -1, "" // the place of the part before: cell and character
	for _, part := range experimentParts {
		first, cells := s.find(part)
		switch {
		case cells == 0 && !part.shared:
			list = append(list, "no "+part.name)
		case cells > 1 && !part.shared:
			list = append(list, fmt.Sprintf("%d cells are each a %s", cells, part.name))
		case cells > 0 && first < before:
			list = append(list, fmt.Sprintf("the %s comes before the %s", part.name, last))
		}
		if cells > 0 {
			before, last = first, part.name
		}
	}
	if n := len(s.cells); n > 0 && !strings.Contains(s.cells[n-1].Source, "Try next") {
		list = append(list, "it does not end with the thing to try next")
	}
	return list
}

// find returns the place of the first cell that has the part, and how many have.
func (s *experimentSection) find(p part) (first, cells int) {
	for i, c := range s.cells {
		if at := p.in(c); at >= 0 {
			if cells++; cells == 1 {
				first = i<<20 + at
			}
		}
	}
	return first, cells
}

func TestExperimentParts(t *testing.T) {
	cell := func(kind nbformat.CellType, source string) *nbformat.Cell {
		return &nbformat.Cell{Type: kind, Source: source}
	}
	var (
		head    = cell(nbformat.Markdown, "## E193 · 一个等完再等下一个 · One after the other")
		claim   = cell(nbformat.Code, "var e193 = verdict.Claim{\n\tID: \"E193\",\n\tQuote: \"不能并发\",\n\tEnglish: \"cannot\",\n}")
		guess   = cell(nbformat.Code, "e193.Predict(\"共几秒? · How many?\", 3.0)")
		claimed = cell(nbformat.Code, claim.Source+"\n"+guess.Source)
		knobs   = cell(nbformat.Code, "var (\n\tfirst = 1.0 // try 2\n\tsecond = 3.0\n)")
		prose   = cell(nbformat.Markdown, "In Go:")
		program = cell(nbformat.Code, "// inSequence waits.\nfunc inSequence() {}")
		run     = cell(nbformat.Code, "inSequence()\ne193.Expect(4, \"\", \"\").\n\tMeasure(took, \"\", \"\").\n\tJudge(v)")
		next    = cell(nbformat.Markdown, "> **试一试 · Try next** More.")
	)
	for _, test := range []struct {
		name  string
		cells []*nbformat.Cell
		want  string
	}{
		{"all", []*nbformat.Cell{head, claim, guess, knobs, prose, program, run, next}, ""},
		{"claim and prediction in one cell", []*nbformat.Cell{head, claimed, knobs, program, run, next}, ""},
		{"the program of another", []*nbformat.Cell{head, claimed, knobs, run, next}, ""},
		{"program first", []*nbformat.Cell{head, claimed, program, knobs, run, next}, "the program comes before the cell of parameters, with values to try"},
		{"late prediction", []*nbformat.Cell{head, claim, knobs, guess, run, next}, "the cell of parameters, with values to try comes before the prediction"},
		{"parameters in the run cell", []*nbformat.Cell{head, claimed, program, cell(nbformat.Code, "n := 1 // try 2\n"+run.Source), next}, "no run and verdict without parameters"},
		{"two cards", []*nbformat.Cell{head, claimed, knobs, run, run, next}, "2 cells are each a run and verdict without parameters"},
		{"no claim", []*nbformat.Cell{head, guess, knobs, run, next}, "no claim in two languages"},
		{"no end", []*nbformat.Cell{head, claimed, knobs, run, next, prose}, "it does not end with the thing to try next"},
	} {
		s := experimentSection{id: "E193", cells: test.cells}
		if got := strings.Join(s.mistakes(), "; "); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
