// Package native is what a compiled cell carries besides its own code: the way to
// the notebook that started it. It is no concern of cells, which use package
// display; the program that package twin prints calls it.
//
// The process inherits two pipes, named by an environment variable. Through one it
// sends Events, JSON values one after another; each is answered through the other
// one before the call that made it returns, so that what the program prints before
// and after stays before and after it. Without the variable, as when the program is
// run by hand, package display prints as in any program.
package native

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"

	"gosched/kernel/display"
	"gosched/kernel/internal/forms"
)

// PipesVar is the environment variable that names the pipes: "3,4" says that
// events go to descriptor 3 and answers come from 4.
const PipesVar = "GOSCHED_NOTEBOOK"

// An Event is a message to the notebook. One of the fields is set.
type Event struct {
	Display *Display  `json:",omitempty"`
	Result  *Bundle   `json:",omitempty"` // of the cell's last expression
	Input   *Question `json:",omitempty"`
}

// A Bundle is a value in all its forms, see display.Bundle.
type Bundle struct {
	Data     map[string]json.RawMessage
	Metadata json.RawMessage `json:",omitempty"`
}

// A Display is a display.Message.
type Display struct {
	Bundle
	Kind      display.Kind
	DisplayID string
	Wait      bool
}

// A Question asks the user for a line.
type Question struct {
	Prompt   string
	Password bool
}

// An Answer says that an Event has been received. The fields answer a Question.
type Answer struct {
	Line string
	EOF  bool
	Err  string // why there is no input, "" if there is
}

// A pipe is the connection. It is a display.Sink.
type pipe struct {
	mu  sync.Mutex // held from an event to its answer
	out *os.File
	enc *json.Encoder
	dec *json.Decoder

	endMu sync.Mutex
	atEnd []func() // guarded by endMu
}

// notebook is nil if there is none.
var notebook *pipe

func init() {
	var out, in int
	if _, err := fmt.Sscanf(os.Getenv(PipesVar), "%d,%d", &out, &in); err != nil {
		return
	}
	os.Unsetenv(PipesVar) // the program's children have nothing to say here
	syscall.CloseOnExec(out)
	syscall.CloseOnExec(in)
	w := os.NewFile(uintptr(out), "notebook")
	notebook = &pipe{out: w, enc: json.NewEncoder(w), dec: json.NewDecoder(os.NewFile(uintptr(in), "notebook"))}
	display.Connect(notebook)
}

// send sends an event and waits for its answer.
func (p *pipe) send(e Event) (a Answer, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.enc.Encode(e); err != nil {
		return a, fmt.Errorf("telling the notebook: %w", err)
	}
	if err := p.dec.Decode(&a); err != nil {
		return a, fmt.Errorf("the notebook does not answer: %w", err)
	}
	return a, nil
}

// Display publishes m. A notebook that is gone cannot be told anything.
func (p *pipe) Display(m display.Message) {
	d := &Display{Kind: m.Kind, DisplayID: m.DisplayID, Wait: m.Wait}
	if m.Data != nil {
		d.Bundle = bundle(m.Data, m.Metadata)
	}
	_, _ = p.send(Event{Display: d})
}

// Input asks the user for a line.
func (p *pipe) Input(prompt string, password bool) (string, error) {
	a, err := p.send(Event{Input: &Question{prompt, password}})
	switch {
	case err != nil:
		return "", err
	case a.Err != "":
		return "", errors.New(a.Err)
	case a.EOF:
		return "", io.EOF
	}
	return a.Line, nil
}

// bundle makes a Bundle of forms.
func bundle(data, metadata map[string]any) (b Bundle) {
	b.Data, b.Metadata = forms.Encode(data, metadata)
	return b
}

// AtEnd has do called when the cell ends.
func (p *pipe) AtEnd(do func()) {
	p.endMu.Lock()
	defer p.endMu.Unlock()
	p.atEnd = append(p.atEnd, do)
}

// End does what is to be done at the end of the cell.
func End() {
	if notebook == nil {
		return
	}
	notebook.endMu.Lock()
	todo := notebook.atEnd
	notebook.atEnd = nil
	notebook.endMu.Unlock()
	for _, do := range todo {
		do()
	}
}

// Show shows the values that the last expression of a cell has.
func Show(values ...any) {
	if len(values) == 0 {
		return
	}
	data, metadata := forms.Of(values)
	if notebook == nil {
		fmt.Println(data["text/plain"])
		return
	}
	b := bundle(data, metadata)
	if _, err := notebook.send(Event{Result: &b}); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// ShowError shows an error that is the only result of the last expression, if there
// is one.
func ShowError(err error) {
	if err != nil {
		Show(err)
	}
}
