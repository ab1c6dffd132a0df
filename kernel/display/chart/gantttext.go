package chart

import (
	"fmt"
	"strings"
	"time"

	"gosched/kernel/display/internal/monospace"
)

// Limits of the text form.
const (
	laneColumns = 60
	maxTextLane = 40
)

// text draws each lane as a line of characters.
func (f *gantt) text(c *Chart) string {
	spans, _ := forward(f.spans)
	all := lanes(spans)
	d := domainOf(spans, nil)
	drawn := map[string]State{}
	for _, s := range f.states(spans) {
		drawn[s.Name] = s
	}
	wide := 0
	for _, l := range all[:min(len(all), maxTextLane)] {
		wide = max(wide, monospace.Width(l.name))
	}
	var b strings.Builder
	for _, l := range all[:min(len(all), maxTextLane)] {
		pad := monospace.Pad(l.name, wide)
		fmt.Fprintf(&b, "%s%s │%s│\n", l.name, pad, string(laneText(l, d, drawn)))
	}
	ends := []string{format(d.lo, "s", 3), format(d.hi, "s", 3)}
	gap := max(1, laneColumns-monospace.Width(ends[0])-monospace.Width(ends[1]))
	fmt.Fprintf(&b, "%s  %s%s%s\n", strings.Repeat(" ", wide), ends[0], strings.Repeat(" ", gap), ends[1])
	if n := len(all) - maxTextLane; n > 0 {
		fmt.Fprintf(&b, "… %d more lanes\n", n)
	}
	return b.String() + f.legendText(spans)
}

// laneText fills the columns of a lane, what is busy over what is still.
func laneText(l lane, d domain, drawn map[string]State) []rune {
	busy := [laneColumns]bool{}
	line := []rune(strings.Repeat(" ", laneColumns))
	column := func(t time.Duration) int {
		return min(int(laneColumns*part(t.Seconds(), d.lo, max(d.hi, d.lo+1e-9), false)), laneColumns-1)
	}
	for _, row := range l.rows {
		for _, s := range row {
			mark, thin := drawn[s.State].Mark, drawn[s.State].Thin
			if s.instant() {
				mark, thin = '◆', false
			}
			for i := column(s.From); i <= column(s.To); i++ {
				if line[i] == ' ' || !busy[i] && !thin || mark == '◆' {
					line[i], busy[i] = mark, !thin
				}
			}
		}
	}
	return line
}

func (f *gantt) legendText(spans []Span) string {
	s := ""
	for _, state := range f.states(spans) {
		if state.Name != "" {
			s += "  " + string(state.Mark) + " " + state.Name
		}
	}
	return strings.TrimSpace(s)
}

// summary counts lanes and spans.
func (f *gantt) summary() string {
	all := lanes(f.spans)
	return fmt.Sprintf("%d spans in %d lanes", len(f.spans), len(all))
}
