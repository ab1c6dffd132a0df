package twin

import (
	"fmt"
	"strings"

	"gosched/kernel/internal/pattern"
)

var (
	accessLine = pattern.New(`^((?:Previous )?(?:[Aa]tomic )?(?:[Rr]ead|[Ww]rite)) at 0x[0-9a-f]+ by (main goroutine|goroutine \d+):$`)
	raceFile   = pattern.New(`^      (.*?):(\d+)(?: \+0x[0-9a-f]+)?$`)
)

// describeRace words a report of the race detector: what it says, and of each stack
// the calls in cells, with their places. Of a stack without any it names the innermost
// call: the detector loses calls of some functions, such as WaitGroup.Go.
func describeRace(body string) string {
	var b strings.Builder
	lines := strings.Split(strings.TrimRight(body, "\n"), "\n")
	other := "" // the innermost call of this stack, while it has none in cells
	end := func() {
		if other != "" {
			fmt.Fprintf(&b, "  in %s\n", other)
		}
		other = ""
	}
	found := false
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		switch {
		case strings.HasPrefix(line, "  ") && i+1 < len(lines) && raceFile.MatchString(lines[i+1]):
			at := raceFile.FindStringSubmatch(lines[i+1])
			i++
			name := strings.TrimSuffix(strings.TrimSpace(line), "()")
			if c := call(name, at[1], at[2]); c != "" {
				fmt.Fprintf(&b, "  %s\n", c)
				other, found = "", true
			} else if other == "" && !found {
				other = name
			}
		case strings.TrimSpace(line) != "" && !strings.HasPrefix(line, " "):
			end()
			found = false
			if m := accessLine.FindStringSubmatch(line); m != nil {
				line = m[1] + " by " + m[2] + ":"
			}
			b.WriteString(line + "\n")
		}
	}
	end()
	return b.String()
}
