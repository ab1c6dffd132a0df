package nbformat

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
)

// WriteFile writes nb to the file name. The file is replaced at once: whoever
// reads it meanwhile sees the old content or the new.
func (nb *Notebook) WriteFile(name string) error {
	data, err := nb.Bytes()
	if err == nil {
		err = replace(name, data)
	}
	var pe *os.PathError
	if errors.As(err, &pe) {
		err = pe.Err // of a file that the caller does not know
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

func replace(name string, data []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// Bytes returns the content of a notebook file for nb, which it does not change.
// The error is about a value in an Object that is not JSON.
func (nb *Notebook) Bytes() ([]byte, error) {
	cells := []any{}
	for _, c := range nb.Cells {
		cells = append(cells, c.object())
	}
	root := extend(nb.Extra, Object{
		"cells":          cells,
		"metadata":       without(nb.Metadata, "orig_nbformat", "orig_nbformat_minor", "signature"),
		"nbformat":       4,
		"nbformat_minor": max(nb.Minor, 5),
	})
	e := encoder{}
	e.value(root, 0)
	e.buf = append(e.buf, '\n')
	return e.buf, e.err
}

func (c *Cell) object() Object {
	o := extend(c.Extra, Object{
		"cell_type": string(c.Type),
		"id":        c.ID,
		"metadata":  without(c.Metadata, "trusted"),
		"source":    splitLines(c.Source),
	})
	if files, ok := o["attachments"].(Object); ok {
		o["attachments"] = splitAttachments(files)
	}
	if c.Type == Code {
		outputs := []any{}
		for _, out := range c.Outputs {
			outputs = append(outputs, out.object())
		}
		o["outputs"] = outputs
		o["execution_count"] = number(c.ExecutionCount)
	}
	return o
}

func (out *Output) object() Object {
	o := Object{"output_type": string(out.Type)}
	switch out.Type {
	case Stream:
		o["name"], o["text"] = out.Name, splitLines(out.Text)
	case ExecuteResult, DisplayData:
		o["data"], o["metadata"] = splitBundle(out.Data), without(out.Metadata)
		if out.Type == ExecuteResult {
			o["execution_count"] = number(out.ExecutionCount)
		}
	case ErrorOutput:
		lines := []any{}
		for _, line := range out.Traceback {
			lines = append(lines, line)
		}
		o["ename"], o["evalue"], o["traceback"] = out.EName, out.EValue, lines
	}
	return extend(out.Extra, o)
}

func splitAttachments(files Object) Object {
	split := make(Object, len(files))
	for name, v := range files {
		if bundle, ok := v.(Object); ok {
			v = splitBundle(bundle)
		}
		split[name] = v
	}
	return split
}

// extend returns the fields of known and those of extra that are not in known.
func extend(extra, known Object) Object {
	all := maps.Clone(extra)
	if all == nil {
		return known
	}
	maps.Copy(all, known)
	return all
}

// without returns a copy of o, never nil, that lacks keys.
func without(o Object, keys ...string) Object {
	c := make(Object, len(o))
	maps.Copy(c, o)
	forget(c, keys...)
	return c
}

func number(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}
