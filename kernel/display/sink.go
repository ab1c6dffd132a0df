package display

import "sync/atomic"

// A Sink is where displays go when a notebook is connected. Its methods are
// called on the goroutine that shows something, and may be called by several
// at once. It is implemented by the kernel's worker and is no concern of cells.
//
// A Sink that has a method AtEnd(func()) calls the function once, when the cell
// that runs now ends, before the notebook is told so.
type Sink interface {
	// Display publishes m. It must not retain the maps of m.
	Display(m Message)

	// Input asks the user for a line. The error is io.EOF at the end of input.
	Input(prompt string, password bool) (string, error)
}

// A Kind says what a Message asks for.
type Kind int

// The kinds of Message.
const (
	KindDisplay Kind = iota // a new output
	KindUpdate              // new content for all outputs with this DisplayID
	KindClear               // removal of the cell's outputs
)

// A Message is one request to the notebook.
type Message struct {
	Kind      Kind
	Data      map[string]any // media type to data, ready for encoding/json; nil for KindClear
	Metadata  map[string]any // never nil unless Data is
	DisplayID string         // "" if the output cannot be updated
	Wait      bool           // KindClear: only when the next output comes
}

var connected atomic.Pointer[Sink]

// Connect makes s the receiver of all displays of this process; nil disconnects.
func Connect(s Sink) {
	if s == nil {
		connected.Store(nil)
		return
	}
	connected.Store(&s)
}

// sink returns the connected Sink, or nil.
func sink() Sink {
	if s := connected.Load(); s != nil {
		return *s
	}
	return nil
}
