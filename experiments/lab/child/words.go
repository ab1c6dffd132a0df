package child

import (
	"path"
	"slices"
	"strings"
)

// Said returns the lines that the child printed itself, and the last words of its
// runtime, "" if there were none: a panic, a fatal error, or a dump of its
// goroutines, without addresses and directories, so that the same program gives
// the same words anywhere.
func (t Transcript) Said() (lines []Line, lastWords string) {
	i := slices.IndexFunc(t.Lines, isLastWords)
	if i < 0 {
		return t.Lines, ""
	}
	var words strings.Builder
	for _, line := range t.Lines[i:] {
		words.WriteString(anywhere(line.Text) + "\n")
	}
	return t.Lines[:i], words.String()
}

// isLastWords reports whether a line is the first that a dying Go program prints.
func isLastWords(line Line) bool {
	return slices.ContainsFunc([]string{"fatal error: ", "panic: ", "SIGQUIT: quit"},
		func(first string) bool { return strings.HasPrefix(line.Text, first) })
}

// anywhere returns a line of a dump without what differs from run to run and from
// machine to machine: arguments, offsets, directories.
func anywhere(line string) string {
	switch {
	case strings.HasPrefix(line, "\t"): // a place: "\t/home/me/main.go:7 +0x1f"
		place, _, _ := strings.Cut(line, " +0x")
		return "\t" + path.Base(strings.TrimSpace(place))
	case strings.HasPrefix(line, "[signal "): // "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x45]"
		signal, _, _ := strings.Cut(line, " code=")
		return strings.TrimSuffix(signal, "]") + "]"
	case strings.HasSuffix(line, ")") && !strings.HasSuffix(line, "()"): // a call: "main.f(0xc000, {0x1, 0x2})"
		if i := strings.LastIndex(line, "("); i > 0 && strings.Contains(line[i:], "0x") {
			return line[:i] + "(...)"
		}
	}
	return line
}
