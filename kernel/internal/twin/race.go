package twin

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	accessLine = regexp.MustCompile(`^((?:Previous )?(?:[Aa]tomic )?(?:[Rr]ead|[Ww]rite)) at 0x[0-9a-f]+ by (main goroutine|goroutine \d+):$`)
	raceFile   = regexp.MustCompile(`^      (.*?):(\d+)(?: \+0x[0-9a-f]+)?$`)
)

// describeRace words a report of the race detector: what it says, with the calls that
// are in cells only, and their places.
func describeRace(body string) string {
	var b strings.Builder
	lines := strings.Split(strings.TrimRight(body, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		switch {
		case strings.HasPrefix(line, "    "): // a file without its call
		case strings.HasPrefix(line, "  ") && i+1 < len(lines) && raceFile.MatchString(lines[i+1]):
			at := raceFile.FindStringSubmatch(lines[i+1])
			i++
			if c := call(strings.TrimSpace(line), at[1], at[2]); c != "" {
				fmt.Fprintf(&b, "  %s\n", c)
			}
		case strings.TrimSpace(line) == "":
		default:
			if m := accessLine.FindStringSubmatch(line); m != nil {
				line = m[1] + " by " + m[2] + ":"
			}
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}
