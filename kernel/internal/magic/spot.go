package magic

import "strings"

// A spot is what a cursor is in.
type spot struct {
	where   where
	command *Command // nil if there is no such command
	start   int      // of the name, or of what follows it, as a byte offset
	text    string   // from start to the cursor
}

// A where is a part of a cell.
type where uint8

const (
	inGo      where = iota
	inCommand       // % and what touches it
	inArgs          // the rest of the line
	inBody          // the lines below %%
)

// spotAt returns what the byte offset of a cell is in.
func spotAt(src string, offset int) spot {
	if !isMagic(src) {
		return spot{}
	}
	start := 0
	for line := range strings.Lines(src) {
		text := strings.TrimSpace(line)
		switch here := offset < start+len(line) || start+len(line) == len(src); {
		case idle(text) && here, !idle(text) && !starts(text), question(text) > 0 && here:
			return spot{}
		case here:
			return lineSpot(src, start, offset)
		case strings.HasPrefix(text, "%%"):
			c := lookup(strings.TrimLeft(firstWord(text), "%"))
			if c == nil || c.takes == takesGo {
				return spot{}
			}
			return spot{inBody, c, start + len(line), src[start+len(line) : offset]}
		}
		start += len(line)
	}
	return spot{}
}

// lineSpot returns what the offset is in, in the magic line that begins at start.
func lineSpot(src string, start, offset int) spot {
	line, _, _ := strings.Cut(src[start:], "\n")
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	start += indent
	line = line[indent:]
	if offset < start {
		return spot{}
	}
	name, command := firstWord(line), shell
	if line[0] == '!' {
		name = "!"
	} else {
		command = lookup(strings.TrimLeft(name, "%"))
	}
	if offset <= start+len(name) && name != "!" {
		return spot{inCommand, command, start, src[start:offset]}
	}
	args := min(start+len(name), offset)
	for args < offset && (src[args] == ' ' || src[args] == '\t') {
		args++
	}
	return spot{inArgs, command, args, src[args:offset]}
}
