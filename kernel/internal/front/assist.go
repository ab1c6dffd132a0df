package front

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/wire"
)

// complete answers from the magic commands, from the language, or from the
// directory that cells and commands are in.
func (f *Front) complete(in wire.CompleteRequest, answer func(wire.CompleteReply)) {
	mapper := session.NewMapper(in.Code)
	offset := mapper.CursorOffset(in.CursorPos)
	if m, ok := magic.Complete(in.Code, offset, f.place.environ()); ok {
		c := Completion{Start: mapper.OffsetCursor(m.Start), End: mapper.OffsetCursor(offset)}
		for _, match := range m.Matches {
			c.Matches = append(c.Matches, Match{Text: match.Text, Kind: match.Kind, Signature: match.Signature})
		}
		if m.Files != magic.NoFiles {
			quote := func(name string) string { return name }
			if m.Files == magic.ShellFile {
				quote = shellWord
			}
			c.addFiles(f.place.dir, m.Typed, m.Files == magic.Directory, quote)
		}
		answer(completeReply(c))
		return
	}
	var c Completion
	f.understand(f.loads, func() { c = f.cfg.Language.Complete(magic.Blank(in.Code), in.CursorPos) }, func(error) {
		if c.InString {
			c.addFiles(f.workerDir(), c.Typed, false, func(name string) string {
				quoted := strconv.Quote(name)
				return quoted[1 : len(quoted)-1]
			})
		}
		answer(completeReply(c))
	})
}

// addFiles adds the names of files that begin with typed, which ends at c.End.
func (c *Completion) addFiles(dir, typed string, onlyDirs bool, quote func(string) string) {
	names, start := fileNames(dir, typed, onlyDirs)
	c.Start = c.End - utf8.RuneCountInString(typed[start:])
	for _, name := range names {
		kind := "file"
		if strings.HasSuffix(name, "/") {
			kind = "directory"
		}
		c.Matches = append(c.Matches, Match{Text: quote(name), Kind: kind})
	}
}

// shellWord puts a backslash before what is special to a shell.
func shellWord(name string) string {
	var b strings.Builder
	for _, r := range name {
		if strings.ContainsRune(" \t\"'`$&|;<>()*?[]#!{}\\", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func completeReply(c Completion) wire.CompleteReply {
	r := wire.CompleteReply{CursorStart: c.Start, CursorEnd: c.End}
	for _, m := range c.Matches {
		r.Matches = append(r.Matches, m.Text)
		r.Metadata.Matches = append(r.Metadata.Matches, wire.CompletionMatch{
			Text: m.Text, Type: m.Kind, Signature: m.Signature, Start: c.Start, End: c.End,
		})
	}
	return r
}

// inspect answers from the magic commands or from the language. The value of a
// variable is the worker's to tell, so the answer may come later.
func (f *Front) inspect(in wire.InspectRequest, answer func(wire.InspectReply)) {
	offset := session.NewMapper(in.Code).CursorOffset(in.CursorPos)
	if plain, markdown, ok := magic.Describe(in.Code, offset); ok {
		bundle := map[string]string{"text/plain": plain, "text/markdown": markdown}
		answer(wire.InspectReply{Found: plain != "", Data: textBundle(bundle)})
		return
	}
	f.describe(magic.Blank(in.Code), in.CursorPos, in.DetailLevel, func(bundle map[string]string, found bool) {
		answer(wire.InspectReply{Found: found, Data: textBundle(bundle)})
	})
}

// describe calls then, now or later, with what is known about a name.
func (f *Front) describe(src string, cursor, detail int, then func(bundle map[string]string, found bool)) {
	var i Inspection
	found := false
	f.understand(f.loads, func() { i, found = f.cfg.Language.Inspect(src, cursor, detail) }, func(error) {
		switch {
		case !found:
			then(nil, false)
		case i.Variable == 0:
			then(i.Bundle(""), true)
		default:
			f.askValues([]int32{i.Variable}, func(texts []string) { then(i.Bundle(texts[0]), true) })
		}
	})
}

// isComplete answers for consoles, which ask after each line.
func (f *Front) isComplete(in wire.IsCompleteRequest) wire.IsCompleteReply {
	src := in.Code
	if script, err := magic.Split(src); err != nil {
		return wire.IsCompleteReply{Status: "invalid"}
	} else if script != nil {
		switch {
		case script.Cell() && !strings.HasSuffix(strings.TrimRight(src, " \t"), "\n\n"):
			return incomplete("") // an empty line ends the body
		case script.Cell() || script.Go == "":
			return wire.IsCompleteReply{Status: "complete"}
		}
		src = script.Go
	}
	status, indent := f.cfg.Language.IsComplete(src)
	if status == "incomplete" {
		return incomplete(indent)
	}
	return wire.IsCompleteReply{Status: status}
}

func incomplete(indent string) wire.IsCompleteReply {
	return wire.IsCompleteReply{Status: "incomplete", Indent: &indent}
}
