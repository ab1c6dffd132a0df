package front

import (
	"strings"

	"gosched/kernel/internal/pattern"
)

// maxCrashLines bounds what is shown of the Go runtime's last words.
const maxCrashLines = 20

// cellPosition is what positions of cells look like everywhere.
var cellPosition = pattern.New(`\bcell \d+, line \d+`)

// dump matches the lines with which the runtime begins to list stacks.
var dump = pattern.New(`^(goroutine \d+|runtime stack:|\[originating from|r(ax|0) )`)

// cutCrash returns what users can read of the message of a dying Go program: the
// lines before the stacks, and of the stacks those that name a place in a cell.
// The line headline, which has been shown, is left out.
func cutCrash(lines []string, headline string) []string {
	var kept []string
	inDump := false
	for _, line := range lines {
		line = strings.TrimRight(line, " \t\r")
		inDump = inDump || dump.MatchString(line)
		switch {
		case line == "" || line == headline:
		case !inDump || cellPosition.MatchString(line):
			kept = append(kept, line)
		}
		if len(kept) == maxCrashLines {
			break
		}
	}
	return kept
}
