package nbrun

import (
	"bytes"
	"encoding/json"
	"strings"

	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/wire"
)

// A collector turns what a kernel publishes into outputs of cells.
type collector struct {
	cells    map[string]*cell              // by id of the request that ran them
	displays map[string][]*nbformat.Output // by display_id
}

// A cell is a cell that has begun.
type cell struct {
	*nbformat.Cell
	clear bool            // before the next output
	text  strings.Builder // of the last output, if that is a stream
}

func newCollector() *collector {
	return &collector{cells: make(map[string]*cell), displays: make(map[string][]*nbformat.Output)}
}

// begin makes c the cell to which the outputs of request belong.
func (co *collector) begin(request string, c *nbformat.Cell) { co.cells[request] = &cell{Cell: c} }

// take adds what m says. It reports whether m is the status idle.
func (co *collector) take(m *wire.Message) (idle bool) {
	content, err := m.Decode()
	if err != nil {
		return false // of no concern to a notebook file
	}
	if status, ok := content.(wire.Status); ok {
		return status.State == "idle"
	}
	if update, ok := content.(wire.UpdateDisplayData); ok {
		co.update(update.Transient.DisplayID, object(update.Data), metadata(update.Metadata))
		return false
	}
	if c := co.cells[parentOf(m)]; c != nil {
		co.add(c, content)
	}
	return false
}

func (co *collector) add(c *cell, content wire.Content) {
	switch m := content.(type) {
	case wire.ExecuteInput:
		c.ExecutionCount = &m.ExecutionCount
	case wire.ClearOutput:
		if c.clear = m.Wait; !m.Wait {
			c.Outputs = nil
		}
	case wire.Stream:
		c.stream(m)
	case wire.DisplayData:
		out := &nbformat.Output{Type: nbformat.DisplayData, Data: object(m.Data), Metadata: metadata(m.Metadata)}
		co.show(c, out, m.Transient.DisplayID)
	case wire.ExecuteResult:
		out := &nbformat.Output{Type: nbformat.ExecuteResult, Data: object(m.Data), Metadata: metadata(m.Metadata)}
		out.ExecutionCount = &m.ExecutionCount
		co.show(c, out, m.Transient.DisplayID)
	case wire.Error:
		c.append(&nbformat.Output{Type: nbformat.ErrorOutput, EName: m.Name, EValue: m.Value, Traceback: m.Traceback})
	}
}

// show adds an output, which also changes those shown before under its id.
func (co *collector) show(c *cell, out *nbformat.Output, id string) {
	c.append(out)
	if id == "" {
		return
	}
	co.update(id, out.Data, out.Metadata)
	co.displays[id] = append(co.displays[id], out)
}

func (co *collector) update(id string, data, metadata nbformat.Object) {
	for _, out := range co.displays[id] {
		out.Data, out.Metadata = data, metadata
	}
}

func (c *cell) append(out *nbformat.Output) {
	if c.clear {
		c.Outputs, c.clear = nil, false
	}
	c.Outputs = append(c.Outputs, out)
}

// stream adds text, to the last output if that is of the same stream. The builder
// makes adding linear: its String does not copy.
func (c *cell) stream(m wire.Stream) {
	n := len(c.Outputs)
	if n == 0 || c.clear || c.Outputs[n-1].Type != nbformat.Stream || c.Outputs[n-1].Name != m.Name {
		c.append(&nbformat.Output{Type: nbformat.Stream, Name: m.Name})
		c.text.Reset()
	}
	c.text.WriteString(m.Text)
	c.Outputs[len(c.Outputs)-1].Text = c.text.String()
}

// object decodes a bundle, keeping numbers as they are written.
func object(b wire.Bundle) nbformat.Object {
	o := make(nbformat.Object, len(b))
	for key, raw := range b {
		o[key] = decode(raw)
	}
	return o
}

func metadata(raw json.RawMessage) nbformat.Object {
	o, ok := decode(raw).(nbformat.Object)
	if !ok {
		return nbformat.Object{}
	}
	return o
}

func decode(raw json.RawMessage) any {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return v
}

// parentOf returns the id of the request to which m belongs.
func parentOf(m *wire.Message) string {
	var parent struct {
		ID string `json:"msg_id"`
	}
	if json.Unmarshal(m.Parent, &parent) != nil {
		return ""
	}
	return parent.ID
}
