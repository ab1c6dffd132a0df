package front

import (
	"strings"

	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/wire"
)

// complete answers from the magic commands or from the language.
func (f *Front) complete(in wire.CompleteRequest) wire.CompleteReply {
	mapper := session.NewMapper(in.Code)
	offset := mapper.CursorOffset(in.CursorPos)
	if matches, start, ok := magic.Complete(in.Code, offset); ok {
		c := Completion{Start: mapper.OffsetCursor(start), End: in.CursorPos}
		for _, m := range matches {
			c.Matches = append(c.Matches, Match{Text: m.Text, Kind: "magic", Signature: m.Signature})
		}
		return completeReply(c)
	}
	return completeReply(f.cfg.Language.Complete(magic.Blank(in.Code), in.CursorPos))
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
	if text, ok := magic.Doc(in.Code, offset); ok {
		answer(wire.InspectReply{Found: true, Data: wire.TextBundle(text)})
		return
	}
	f.describe(magic.Blank(in.Code), in.CursorPos, in.DetailLevel, func(bundle map[string]string, found bool) {
		answer(wire.InspectReply{Found: found, Data: textBundle(bundle)})
	})
}

// describe calls then, now or later, with what is known about a name.
func (f *Front) describe(src string, cursor, detail int, then func(bundle map[string]string, found bool)) {
	i, found := f.cfg.Language.Inspect(src, cursor, detail)
	switch {
	case !found:
		then(nil, false)
	case i.Variable == 0:
		then(i.Bundle(""), true)
	default:
		f.askValues([]int32{i.Variable}, func(texts []string) { then(i.Bundle(texts[0]), true) })
	}
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
