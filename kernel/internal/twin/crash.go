package twin

import (
	"fmt"
	"strings"

	"gosched/kernel/internal/pattern"
	"gosched/kernel/internal/session"
)

// Bounds of what is shown of a crash, in lines.
const (
	maxCalls   = 40
	maxMessage = 20
)

var (
	goroutineLine = pattern.New(`^goroutine (\d+)(?: gp=\S+ m=\S+(?: mp=\S+)?)? \[(.*)\]:$`)
	fileLine      = pattern.New(`^\t(.*?):(\d+)(?: \+0x[0-9a-f]+.*)?$`)
	cellName      = pattern.New(`^(?:.*/)?cell (\d+)$`)
	callLine      = pattern.New(`^(created by )?(.+?)(\([^()]*\))?( in goroutine \d+)?$`)
	bodyClosure   = pattern.New(`^(?:.*\.)?` + session.BodyFunc + `\.`)
	recovered     = pattern.New(` \[recovered(?:, repanicked)?\]$`)
)

// parseCrash reads the message with which the runtime ends a program.
func parseCrash(text string) *Failure {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	message, stacks := cutMessage(lines)
	f := &Failure{Name: "panic", Value: strings.Join(message, "\n")}
	for _, name := range []string{"panic: runtime error", "panic", "fatal error"} {
		if rest, ok := strings.CutPrefix(f.Value, name+": "); ok {
			f.Name, f.Value = strings.TrimPrefix(name, "panic: "), rest
			break
		}
	}
	f.Stack = fold(calls(stacks))
	return f
}

// fold makes one line of equal ones that follow each other.
func fold(lines []string) (out []string) {
	for i := 0; i < len(lines); {
		n := 1
		for i+n < len(lines) && lines[i+n] == lines[i] {
			n++
		}
		line := lines[i]
		if n > 1 {
			line += fmt.Sprintf(" (%d times or more)", n)
		}
		out = append(out, line)
		i += n
	}
	return out
}

// cutMessage cuts the lines of a crash where the stacks begin. Of the message, lines
// about registers and the like are left out.
func cutMessage(lines []string) (message, stacks []string) {
	for i, line := range lines {
		if goroutineLine.MatchString(line) || line == "runtime stack:" || strings.HasPrefix(line, "goroutine ") {
			return message, lines[i:]
		}
		switch {
		case strings.TrimSpace(line) == "", strings.HasPrefix(line, "[signal "), strings.HasPrefix(line, "PC="),
			strings.HasPrefix(line, "runtime: "), len(message) >= maxMessage:
		default:
			message = append(message, recovered.ReplaceAllString(line, ""))
		}
	}
	return message, nil
}

// calls returns of stacks what is about cells: one line for each call, and one for
// each goroutine if it is not the first or only one.
func calls(lines []string) []string {
	var out []string
	header, runtimeStack := "", false
	goroutines := 0
	for _, line := range lines {
		if goroutineLine.MatchString(line) {
			goroutines++
		}
	}
	for i := 0; i < len(lines) && len(out) < maxCalls; i++ {
		line := lines[i]
		if m := goroutineLine.FindStringSubmatch(line); m != nil {
			header, runtimeStack = "", false
			if m[1] != "1" || goroutines > 1 {
				header = "goroutine " + m[1] + " [" + m[2] + "]:"
			}
			continue
		}
		runtimeStack = runtimeStack || line == "runtime stack:"
		if i+1 == len(lines) || runtimeStack {
			continue
		}
		at := fileLine.FindStringSubmatch(lines[i+1])
		if at == nil || strings.HasPrefix(line, "\t") {
			continue
		}
		i++
		if c := call(line, at[1], at[2]); c != "" {
			if header != "" {
				out = append(out, header)
				header = ""
			}
			out = append(out, c)
		}
	}
	return out
}

// call words a call in a stack, "" if it is not in a cell: "main.f at cell 3, line 4",
// or "cell 3, line 4" for the statements of the cell.
func call(line, file, at string) string {
	m := cellName.FindStringSubmatch(file)
	if m == nil {
		return ""
	}
	place := "cell " + m[1] + ", line " + at
	c := callLine.FindStringSubmatch(line)
	if c == nil {
		return place
	}
	name := funcName(c[2], m[1])
	if name == "" {
		return c[1] + place
	}
	return c[1] + name + " at " + place
}

// funcName is what a function of the printed program is called in the cell, "" for
// the statements.
func funcName(name, cell string) string {
	name = strings.TrimSuffix(name, "(...)")
	switch {
	case name == "main."+session.BodyFunc:
		return ""
	case strings.TrimRight(name, "_") == "main.main":
		return "main.main"
	}
	return bodyClosure.ReplaceAllString(name, "cell "+cell+".")
}
