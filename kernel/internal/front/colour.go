package front

import "gosched/kernel/internal/pattern"

// What is wrong is shown in this colour: bold, and the red that stands out from the
// backgrounds of errors in JupyterLab's light and dark theme, three times as bright
// or dark (the plain red of terminals does so in the dark one only).
const (
	redOn  = "\x1b[1;38;5;196m"
	redOff = "\x1b[0m"
)

func red(text string) string { return redOn + text + redOff }

// headline is the first line of a traceback.
func headline(name, value string) string { return red(name) + ": " + value }

var (
	// mistakePlace matches the beginning of the first line about a mistake.
	mistakePlace = pattern.New(`^cell \d+, line \d+, column \d+`)
	// caretLine matches the line under the source.
	caretLine = pattern.New(`^( *\| \s*)\^$`)
)

// colourMistakes colours the places and carets of the lines about mistakes.
func colourMistakes(lines []string) []string {
	coloured := make([]string, len(lines))
	for i, line := range lines {
		if m := caretLine.FindStringSubmatch(line); m != nil {
			coloured[i] = m[1] + red("^")
		} else {
			coloured[i] = mistakePlace.ReplaceAllStringFunc(line, red)
		}
	}
	return coloured
}
