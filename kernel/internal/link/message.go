// Package link is the conversation between the front process and the worker
// process: typed messages, framed on inherited pipes, one from the worker and two
// to it. What the worker does in order, Run, Trace, Chdir and Setenv, waits in a pipe of
// its own; the other messages come beside it and are served while a cell runs.
//
// A frame is a length (4 bytes, big endian, of what follows), a kind (1 byte)
// and a payload. Output, Run and Done, which are frequent or large, have a payload
// of varints and raw bytes; the others are JSON. Order is kept in each
// pipe, which is what makes the worker's an output fence: everything a cell
// printed precedes its Done.
//
// User output never travels as control data: a program can write what it likes
// to its standard streams and cannot disturb the link.
package link

import (
	"encoding/json"
	"errors"
	"io"
)

// A Message is one of the message types of this package.
type Message interface{ kind() kind }

// Messages to the worker.
type (
	// Run asks for a unit to be loaded and run. Exactly one Done answers it,
	// unless the worker dies. Runs are executed one at a time, in order.
	Run struct {
		Seq  int64  // chosen by the sender, ascending in a worker's life
		Cell int    // execution count, for attribution and messages
		Unit []byte // binary form, see core.Encode
	}

	// Trace asks for the next Run to be recorded by runtime/trace.
	Trace struct {
		File  string // to be written, complete when Done comes
		Limit int64  // bytes, about, after which recording ends
	}

	// Interrupt ends the run Seq, also if it has not begun; if it has ended, it
	// does nothing.
	Interrupt struct{ Seq int64 }

	// InputReply answers an InputRequest.
	InputReply struct {
		ID    int64
		Value string
		EOF   bool   // end of input instead of a value
		Err   string // why there is no input ("stdin is not allowed here"); "" if there is
	}

	// Chdir changes the worker's working directory.
	Chdir struct{ Dir string }

	// Setenv sets an environment variable of the worker, or removes it.
	Setenv struct {
		Key, Value string
		Unset      bool
	}

	// Describe asks for short texts of variables; Described answers, in any
	// order. It is served while a cell runs.
	Describe struct {
		Seq     int64
		Globals []int32

		// HandOver asks for the values to be written to a file instead, under these
		// names, for a compiled cell.
		HandOver []string
		File     string

		// Look, if not nil, asks what goroutines do instead.
		Look *Look
	}

	// Stop asks the worker to end by itself.
	Stop struct{}
)

// Messages from the worker.
type (
	// Ready is the worker's first message.
	Ready struct{ Pid int }

	// Output is text that a goroutine of cell Cell wrote. Cell is 0 if no cell
	// can be named. Data need not be whole runes.
	Output struct {
		Cell   int
		Stream Stream
		Data   []byte
	}

	// Display is a display_data, update_display_data or clear_output to be published.
	Display struct {
		Cell      int
		Kind      DisplayKind
		Bundle    Bundle
		DisplayID string // "" if it cannot be updated; required for DisplayUpdate
		Wait      bool   // DisplayClear: only when the next output comes
	}

	// InputRequest asks the user for a line.
	InputRequest struct {
		ID       int64
		Cell     int
		Prompt   string
		Password bool
	}

	// Done ends a Run.
	Done struct {
		Seq     int64
		Result  *Bundle  // of the last expression, nil if there is none to show
		Failure *Failure // nil if the cell ended normally
		Elapsed int64    // nanoseconds that the cell's own goroutine ran
		Refused bool     // the unit has had no effect, for the reason in Failure: the worker has nothing of it
	}

	// Described answers Describe: one text per global, "" if it has none.
	Described struct {
		Seq   int64
		Texts []string // of HandOver: the types of cells that are in interfaces
		Err   string   // of HandOver: why a value could not be written; of Look: what could not be done
		Seen  *Seen    // the answer to Look
	}

	// Exiting announces that the program called os.Exit (or log.Fatal); the
	// worker's death follows.
	Exiting struct{ Cell, Code int }
)

// A Stream is where output went.
type Stream byte

// The standard streams.
const (
	Stdout Stream = 1
	Stderr Stream = 2
)

// A DisplayKind says what a Display asks for.
type DisplayKind byte

// The kinds of Display.
const (
	DisplayData DisplayKind = iota
	DisplayUpdate
	DisplayClear
)

// Line returns the line that the user has typed. The error is io.EOF at the end of
// input.
func (r *InputReply) Line() (string, error) {
	switch {
	case r.Err != "":
		return "", errors.New(r.Err)
	case r.EOF:
		return "", io.EOF
	}
	return r.Value, nil
}

// A Look asks for the goroutines of the session, and may end some.
type Look struct {
	Cell  int     // of this cell only; 0 for all
	Leaks bool    // those that can never run again, and why
	Stop  bool    // end them
	Which []int64 // these only
}

// A Seen is what was seen: of Stop, before it.
type Seen struct {
	Table Bundle
	Count int
	State string // is the same as long as only time has gone by
}

// A Bundle is a MIME bundle: JSON objects as the Jupyter protocol wants them.
type Bundle struct {
	Data     map[string]json.RawMessage `json:"data"`
	Metadata json.RawMessage            `json:"metadata,omitempty"` // an object; nil means {}
}

// A Failure says why a cell did not end normally.
type Failure struct {
	Name  string   // "panic", "runtime error", "interrupt", "deadlock", "unsupported" …
	Value string   // one line
	Stack []string // lines ready to be shown, innermost call first; may be empty
	More  *Bundle  // to be shown below, nil if there is nothing more to say
}

type kind byte

const (
	kindRun kind = 1 + iota
	kindInterrupt
	kindInputReply
	kindChdir
	kindSetenv
	kindDescribe
	kindStop
	kindReady
	kindOutput
	kindDisplay
	kindInputRequest
	kindDone
	kindDescribed
	kindExiting
	kindTrace
)

func (*Run) kind() kind          { return kindRun }
func (*Trace) kind() kind        { return kindTrace }
func (*Interrupt) kind() kind    { return kindInterrupt }
func (*InputReply) kind() kind   { return kindInputReply }
func (*Chdir) kind() kind        { return kindChdir }
func (*Setenv) kind() kind       { return kindSetenv }
func (*Describe) kind() kind     { return kindDescribe }
func (*Stop) kind() kind         { return kindStop }
func (*Ready) kind() kind        { return kindReady }
func (*Output) kind() kind       { return kindOutput }
func (*Display) kind() kind      { return kindDisplay }
func (*InputRequest) kind() kind { return kindInputRequest }
func (*Done) kind() kind         { return kindDone }
func (*Described) kind() kind    { return kindDescribed }
func (*Exiting) kind() kind      { return kindExiting }
