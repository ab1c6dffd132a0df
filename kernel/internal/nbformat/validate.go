package nbformat

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Validate reports everything about nb that Jupyter would refuse, as joined
// *Error values; nil if there is nothing.
func (nb *Notebook) Validate() error {
	var v validator
	v.unknown("", nb.Extra, nb.Minor)
	ids := make(map[string]bool)
	for i, c := range nb.Cells {
		path := fmt.Sprintf("cells[%d]", i)
		v.cell(path, c, nb.Minor)
		v.require(!ids[c.ID], path+".id", "%q is the id of an earlier cell, too", c.ID)
		ids[c.ID] = true
	}
	v.metadata("metadata", nb.Metadata, notebookFields)
	if language, ok := nb.Metadata["language_info"].(Object); ok {
		v.metadata("metadata.language_info", language, languageFields)
	}
	return errors.Join(v.errs...)
}

type validator struct{ errs []error }

func (v *validator) require(ok bool, path, format string, args ...any) {
	if !ok {
		v.errs = append(v.errs, &Error{path, fmt.Sprintf(format, args...)})
	}
}

// unknown refuses extra fields in a version of the format that is known in full.
func (v *validator) unknown(path string, extra Object, minor int, allowed ...string) {
	if minor > 5 {
		return
	}
	for key := range extra {
		v.require(slices.Contains(allowed, key), join(path, key), "no such field in format 4.5")
	}
}

func (v *validator) cell(path string, c *Cell, minor int) {
	v.require(validID(c.ID), path+".id", "%q: want 1 to 64 letters, digits, - or _", c.ID)
	v.metadata(path+".metadata", c.Metadata, cellFields)
	switch c.Type {
	case Code:
		v.unknown(path, c.Extra, minor)
		v.metadata(path+".metadata", c.Metadata, codeFields)
	case Markdown, RawText:
		v.unknown(path, c.Extra, minor, "attachments")
		v.attachments(path, c.Extra)
		if c.Type == RawText {
			v.metadata(path+".metadata", c.Metadata, rawFields)
		}
	default:
		v.require(minor > 5, path+".cell_type", "%q: want code, markdown or raw", c.Type)
	}
	for i, out := range c.Outputs {
		v.output(fmt.Sprintf("%s.outputs[%d]", path, i), out, minor)
	}
}

func (v *validator) output(path string, out *Output, minor int) {
	v.unknown(path, out.Extra, minor)
	switch out.Type {
	case Stream:
		v.require(out.Name != "", path+".name", "want stdout or stderr")
	case ExecuteResult, DisplayData:
		v.bundle(path+".data", out.Data)
	case ErrorOutput:
	default:
		v.require(minor > 5, path+".output_type", "%q is not known", out.Type)
	}
}

func (v *validator) bundle(path string, data Object) {
	for _, key := range slices.Sorted(maps.Keys(data)) {
		_, isText := joinLines(data[key])
		v.require(isText || isJSONType(key), join(path, key), "want text")
	}
}

func (v *validator) attachments(path string, extra Object) {
	value, present := extra["attachments"]
	files, ok := value.(Object)
	v.require(ok || !present, path+".attachments", "want an object")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data, ok := files[name].(Object)
		v.require(ok, join(path+".attachments", name), "want an object")
		v.bundle(join(path+".attachments", name), data)
	}
}
