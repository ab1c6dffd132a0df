package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"gosched/kernel/internal/nbrun"
	"gosched/kernel/internal/pattern"

	"golang.org/x/term"
)

// A bar tells how far the execution of a notebook has got: on a terminal by a line
// that is drawn over, elsewhere by one line at the end.
type bar struct {
	out      *os.File
	name     string
	terminal bool
	began    time.Time
	last     nbrun.Progress
	errors   int // of cells that ended
}

func newBar(out *os.File, name string) *bar {
	return &bar{out: out, name: name, terminal: term.IsTerminal(int(out.Fd())), began: time.Now()}
}

// show is called before and after each cell.
func (b *bar) show(p nbrun.Progress) {
	b.last = p
	if p.Err != nil {
		b.errors++
	}
	if b.terminal {
		fmt.Fprintf(b.out, "\r\x1b[K%s", b.line(p, width(b.out)))
	}
}

// end leaves a line that says how far it came.
func (b *bar) end() {
	if b.terminal {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
	p := b.last
	cells := fmt.Sprintf("%d cells", p.Cells)
	if p.Cell < p.Cells {
		cells = fmt.Sprintf("%d of %d cells", p.Cell, p.Cells)
	}
	if b.errors > 0 {
		cells += fmt.Sprintf(", %d with errors", b.errors)
	}
	fmt.Fprintf(b.out, "%s: %s, %v\n", b.name, cells, time.Since(b.began).Round(10*time.Millisecond))
}

// line draws "name [####    ]  12/40  first line of the cell" in at most width columns.
func (b *bar) line(p nbrun.Progress, width int) string {
	const blocks = 20
	done := p.Cell - 1
	if p.Ended {
		done = p.Cell
	}
	full := blocks * done / max(p.Cells, 1)
	source, _, _ := strings.Cut(p.Source, "\n")
	line := []rune(fmt.Sprintf("%s [%s%s] %d/%d  %s", b.name,
		strings.Repeat("#", full), strings.Repeat(" ", blocks-full), p.Cell, p.Cells, strings.TrimSpace(source)))
	return string(line[:min(len(line), width-1)])
}

func width(f *os.File) int {
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 20 {
		return w
	}
	return 80
}

var colour = pattern.New(`\x1b\[[0-9;]*m`)

// explain prints why a cell failed, in colour only on a terminal.
func explain(out *os.File, name string, e *nbrun.CellError) {
	fmt.Fprintf(out, "%s: %v\n", name, e)
	for _, line := range e.Traceback {
		if !term.IsTerminal(int(out.Fd())) {
			line = colour.ReplaceAllString(line, "")
		}
		fmt.Fprintf(out, "\t%s\n", line)
	}
}
