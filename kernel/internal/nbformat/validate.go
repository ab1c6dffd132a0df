package nbformat

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
	v.require(len(nb.Metadata) == 0 || nb.kernelNamed(), "metadata.kernelspec", "want a name and a display_name")
	return errors.Join(v.errs...)
}

// kernelNamed reports whether the kernelspec, if there is one, is complete.
func (nb *Notebook) kernelNamed() bool {
	spec, present := nb.Metadata["kernelspec"]
	if !present {
		return true
	}
	o, _ := spec.(Object)
	_, name := o["name"].(string)
	_, display := o["display_name"].(string)
	return name && display
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
	v.tags(path, c)
	switch c.Type {
	case Code:
		v.unknown(path, c.Extra, minor)
	case Markdown, RawText:
		v.unknown(path, c.Extra, minor, "attachments")
	default:
		v.require(minor > 5, path+".cell_type", "%q: want code, markdown or raw", c.Type)
	}
	for i, out := range c.Outputs {
		v.output(fmt.Sprintf("%s.outputs[%d]", path, i), out, minor)
	}
}

func (v *validator) tags(path string, c *Cell) {
	list, present := c.Metadata["tags"]
	if !present {
		return
	}
	_, isList := list.([]any)
	tags := c.Tags()
	v.require(isList, path+".metadata.tags", "want a list of strings")
	for i, tag := range tags {
		ok := tag != "" && !strings.Contains(tag, ",") && !slices.Contains(tags[:i], tag)
		v.require(ok, path+".metadata.tags", "%q: tags are not empty, unique, and without commas", tag)
	}
}

func (v *validator) output(path string, out *Output, minor int) {
	v.unknown(path, out.Extra, minor)
	switch out.Type {
	case Stream:
		v.require(out.Name != "", path+".name", "want stdout or stderr")
	case ExecuteResult, DisplayData:
		for key, value := range out.Data {
			_, isText := joinLines(value)
			v.require(isText || isJSONType(key), join(path+".data", key), "want text")
		}
	case ErrorOutput:
	default:
		v.require(minor > 5, path+".output_type", "%q is not known", out.Type)
	}
}
