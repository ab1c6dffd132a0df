package nbformat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"unicode/utf8"
)

// ReadFile reads the notebook file name.
func ReadFile(name string) (*Notebook, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	nb, err := Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return nb, nil
}

// Read decodes the content of a notebook file.
func Read(data []byte) (*Notebook, error) {
	root, err := decode(data)
	if err != nil {
		return nil, err
	}
	var r reader
	nb := r.notebook(root)
	if r.err != nil {
		return nil, r.err
	}
	nameCells(nb)
	return nb, nil
}

func decode(data []byte) (Object, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrNotJSON)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotJSON, describe(err))
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: text after the notebook", ErrNotJSON)
	}
	root, ok := v.(Object)
	if !ok {
		return nil, fmt.Errorf("%w: no JSON object", ErrVersion)
	}
	return root, nil
}

// describe says where a JSON syntax error is.
func describe(err error) error {
	switch e := err.(type) {
	case *json.SyntaxError:
		return fmt.Errorf("%w (byte %d)", e, e.Offset)
	default:
		if err == io.EOF {
			return fmt.Errorf("the file is empty")
		}
		return err
	}
}

// A reader takes a decoded file apart. It keeps the first error; after that its
// methods return whatever is convenient.
type reader struct{ err error }

func (r *reader) fail(path, format string, args ...any) {
	if r.err == nil {
		r.err = &Error{path, fmt.Sprintf(format, args...)}
	}
}

func (r *reader) notebook(root Object) *Notebook {
	nb := &Notebook{Extra: maps.Clone(root)}
	nb.Minor = max(5, r.version(root))
	list, ok := root["cells"].([]any)
	if !ok && r.err == nil {
		r.err = ErrNoCells
	}
	nb.Metadata = r.object(root, "", "metadata")
	for _, key := range []string{"orig_nbformat", "orig_nbformat_minor", "signature"} {
		delete(nb.Metadata, key)
	}
	for i, v := range list {
		nb.Cells = append(nb.Cells, r.cell(fmt.Sprintf("cells[%d]", i), v))
	}
	forget(nb.Extra, "nbformat", "nbformat_minor", "metadata", "cells")
	return nb
}

// version checks the major version and returns the minor one.
func (r *reader) version(root Object) int {
	major, ok := root["nbformat"].(json.Number)
	switch {
	case !ok:
		r.err = fmt.Errorf("%w: no field nbformat", ErrVersion)
	case major != "4":
		r.err = fmt.Errorf("%w: it is of format %s (jupyter nbconvert --to notebook converts it)", ErrVersion, major)
	}
	if minor := r.count(root, "", "nbformat_minor"); minor != nil {
		return *minor
	}
	return 0
}

func (r *reader) cell(path string, v any) *Cell {
	o, ok := v.(Object)
	if !ok {
		r.fail(path, "want an object")
		return &Cell{}
	}
	c := &Cell{Extra: maps.Clone(o)}
	c.Type = CellType(r.text(o, path, "cell_type"))
	c.Metadata = r.object(o, path, "metadata")
	delete(c.Metadata, "trusted")
	c.Source = r.lines(o, path, "source")
	if _, ok := o["id"]; ok {
		c.ID = r.text(o, path, "id")
	}
	forget(c.Extra, "cell_type", "metadata", "source", "id")
	r.attachments(c.Extra)
	if c.Type == Code {
		c.ExecutionCount = r.count(o, path, "execution_count")
		c.Outputs = r.outputs(o, path)
		forget(c.Extra, "execution_count", "outputs")
	}
	return c
}

func (r *reader) attachments(o Object) {
	files, _ := o["attachments"].(Object)
	for _, v := range files {
		if bundle, ok := v.(Object); ok {
			joinBundle(bundle)
		}
	}
}

func (r *reader) outputs(o Object, path string) []*Output {
	v, present := o["outputs"]
	list, ok := v.([]any)
	if present && !ok {
		r.fail(path+".outputs", "want a list")
	}
	var outputs []*Output
	for i, v := range list {
		outputs = append(outputs, r.output(fmt.Sprintf("%s.outputs[%d]", path, i), v))
	}
	return outputs
}

func (r *reader) output(path string, v any) *Output {
	o, ok := v.(Object)
	if !ok {
		r.fail(path, "want an object")
		return &Output{}
	}
	out := &Output{Type: OutputType(r.text(o, path, "output_type")), Extra: maps.Clone(o)}
	forget(out.Extra, "output_type")
	switch out.Type {
	case Stream:
		out.Name, out.Text = r.text(o, path, "name"), r.lines(o, path, "text")
		forget(out.Extra, "name", "text")
	case ExecuteResult, DisplayData:
		out.Data, out.Metadata = r.object(o, path, "data"), r.object(o, path, "metadata")
		joinBundle(out.Data)
		forget(out.Extra, "data", "metadata")
		if out.Type == ExecuteResult {
			out.ExecutionCount = r.count(o, path, "execution_count")
			forget(out.Extra, "execution_count")
		}
	case ErrorOutput:
		out.EName, out.EValue = r.text(o, path, "ename"), r.text(o, path, "evalue")
		out.Traceback = r.strings(o, path, "traceback")
		forget(out.Extra, "ename", "evalue", "traceback")
	}
	return out
}

func forget(o Object, keys ...string) {
	for _, key := range keys {
		delete(o, key)
	}
}
