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
	marks := runeStates(spans)
	wide := 0
	for _, l := range all[:min(len(all), maxTextLane)] {
		wide = max(wide, monospace.Width(l.name))
	}
	var b strings.Builder
	for _, l := range all[:min(len(all), maxTextLane)] {
		pad := monospace.Pad(l.name, wide)
		fmt.Fprintf(&b, "%s%s │%s│\n", l.name, pad, string(laneText(l, d, marks)))
	}
	ends := []string{format(d.lo, "s", 3), format(d.hi, "s", 3)}
	gap := max(1, laneColumns-monospace.Width(ends[0])-monospace.Width(ends[1]))
	fmt.Fprintf(&b, "%s  %s%s%s\n", strings.Repeat(" ", wide), ends[0], strings.Repeat(" ", gap), ends[1])
	if n := len(all) - maxTextLane; n > 0 {
		fmt.Fprintf(&b, "… %d more lanes\n", n)
	}
	return b.String() + legendText(spans, marks)
}

// runeStates gives each state a character.
func runeStates(spans []Span) map[string]rune {
	shades, next := []rune("█▓▒░#=+*"), 0
	marks := map[string]rune{}
	for _, k := range states(spans) {
		if still[k.name] {
			marks[k.name] = '·'
			continue
		}
		marks[k.name] = shades[next%len(shades)]
		next++
	}
	return marks
}

// laneText fills the columns of a lane, what is busy over what is still.
func laneText(l lane, d domain, marks map[string]rune) []rune {
	line := []rune(strings.Repeat(" ", laneColumns))
	column := func(t time.Duration) int {
		return min(int(laneColumns*part(t.Seconds(), d.lo, max(d.hi, d.lo+1e-9), false)), laneColumns-1)
	}
	for _, row := range l.rows {
		for _, s := range row {
			mark := marks[s.State]
			if s.instant() {
				mark = '◆'
			}
			for i := column(s.From); i <= column(s.To); i++ {
				if line[i] == ' ' || line[i] == '·' && mark != '·' || mark == '◆' {
					line[i] = mark
				}
			}
		}
	}
	return line
}

func legendText(spans []Span, marks map[string]rune) string {
	s := ""
	for _, k := range states(spans) {
		if k.name != "" {
			s += "  " + string(marks[k.name]) + " " + k.name
		}
	}
	return strings.TrimSpace(s)
}

// summary counts lanes and spans.
func (f *gantt) summary() string {
	all := lanes(f.spans)
	return fmt.Sprintf("%d spans in %d lanes", len(f.spans), len(all))
}
