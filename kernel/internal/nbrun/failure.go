package nbrun

import (
	"fmt"
	"slices"
	"strings"

	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/wire"
)

// A CellError is why a cell failed.
type CellError struct {
	Cell      int // number among the cells that are run, 1-based
	Index     int // of the cell in the notebook, 0-based
	Name      string
	Value     string
	Traceback []string // lines
	Timeout   bool     // the cell took too long and was interrupted
}

func (e *CellError) Error() string {
	return fmt.Sprintf("cell %d: %s: %s", e.Cell, e.Name, e.Value)
}

// failureOf returns the failure that reply tells of, nil if there is none.
func failureOf(reply wire.ExecuteReply, l *limit) *CellError {
	e := &CellError{Timeout: l.interrupted}
	if reply.Failure != nil {
		e.Name, e.Value, e.Traceback = reply.Name, reply.Value, reply.Traceback
	}
	switch {
	case l.interrupted:
		e.Name, e.Value = "timeout", fmt.Sprintf("took longer than %v", l.timeout)
	case reply.Status == "ok":
		return nil
	case reply.Failure == nil:
		e.Name, e.Value = reply.Status, "the cell was not run"
	}
	return e
}

// compare checks what c printed against the output that its metadata expect.
func (r *runner) compare(c *nbformat.Cell) *CellError {
	o, _ := c.Metadata["gosched"].(nbformat.Object)
	want, ok := o["output"].(string)
	if !ok {
		return nil
	}
	got := printed(c)
	same := strings.TrimSpace(got) == strings.TrimSpace(want)
	if unordered, _ := o["unordered"].(bool); unordered {
		same = slices.Equal(sortedLines(got), sortedLines(want))
	}
	if same {
		return nil
	}
	return &CellError{Name: "unexpected output", Value: fmt.Sprintf("got %q, want %q", got, want)}
}

// printed returns what c wrote to standard output.
func printed(c *nbformat.Cell) string {
	var b strings.Builder
	for _, out := range c.Outputs {
		if out.Type == nbformat.Stream && out.Name == "stdout" {
			b.WriteString(out.Text)
		}
	}
	return b.String()
}

func sortedLines(s string) []string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	slices.Sort(lines)
	return lines
}
