package front

import (
	"fmt"
	"strings"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/wire"
)

// A cell is one execute request, from its beginning to its reply.
type cell struct {
	number  int // names the cell to session and worker
	count   int // execution count
	request *wire.Message
	wire.ExecuteRequest
	began   time.Time
	payload []wire.Payload
	text    string      // text/plain of the result, for the history
	run     *run        // what the worker does for it, nil if nothing
	job     *job        // its magic commands, nil if it has none
	giveUp  func()      // ends the compilation that is under way, nil if none is
	trace   *link.Trace // of its next run, nil if that is not to be traced

	announced   bool // clients know that it has begun
	interrupted bool
	finishing   bool // only its outputs are still on their way
}

// firstHidden is where the numbers of silent cells begin: no execution count
// gets there, so that their output cannot be taken for that of another cell.
const firstHidden = 1 << 30

// newCell numbers the cell of a request.
func (f *Front) newCell(request *wire.Message, in wire.ExecuteRequest) *cell {
	c := &cell{request: request.Envelope(), ExecuteRequest: in, began: time.Now()}
	switch {
	case in.Silent:
		f.hidden++
		c.number, c.count = f.hidden, f.count
	case in.StoreHistory:
		f.count++
		c.number, c.count = f.count, f.count
	default:
		c.number, c.count = f.count+1, f.count+1
	}
	f.parents.add(c)
	return c
}

// Parents remembers to which request the output of a cell belongs.
type parents struct {
	byCell map[int]parent
	order  []int // cells of byCell, oldest first
	latest int
}

// A parent is the request of a cell.
type parent struct {
	request *wire.Message // envelope; nil before the first cell
	silent  bool          // nothing of it is published
	source  string        // "" if it is too long to be kept
}

// maxParents is how many cells are remembered. The output of a goroutine that an
// older cell has started goes to the latest cell.
const maxParents = 2000

func (p *parents) add(c *cell) {
	if p.byCell == nil {
		p.byCell = map[int]parent{}
	}
	if _, again := p.byCell[c.number]; !again {
		p.order = append(p.order, c.number)
	}
	known := parent{request: c.request, silent: c.Silent}
	if len(c.Code) <= maxSource {
		known.source = c.Code
	}
	p.byCell[c.number] = known
	if !c.Silent {
		p.latest = c.number
	}
	if len(p.order) > maxParents {
		delete(p.byCell, p.order[0])
		p.order = p.order[1:]
	}
}

// of returns the parent of what cell does; of an unknown cell, the latest one.
func (p *parents) of(cell int) parent {
	if parent, ok := p.byCell[cell]; ok {
		return parent
	}
	return p.byCell[p.latest]
}

// A Failure is why a cell, or one expression, failed.
type Failure struct {
	Name      string
	Value     string
	Traceback []string
	More      *link.Bundle // to be shown below, nil if there is nothing more to say
}

func (e *Failure) Error() string { return e.Name + ": " + e.Value }

func (e *Failure) wire() *wire.Failure {
	return &wire.Failure{Name: e.Name, Value: e.Value, Traceback: e.Traceback}
}

// within returns e with the number of a silent cell, which nobody knows, replaced.
func (e *Failure) within(c *cell) *Failure {
	if !c.Silent {
		return e
	}
	name := fmt.Sprintf("cell %d", c.number)
	r := &Failure{Name: e.Name, Value: strings.ReplaceAll(e.Value, name, "this cell")}
	for _, line := range e.Traceback {
		r.Traceback = append(r.Traceback, strings.ReplaceAll(line, name, "this cell"))
	}
	return r
}

// interrupted is the name of the failure that an interrupt leads to.
const interrupted = "Interrupted"

// fail returns a failure without more to say than one line.
func fail(name, value string) *Failure {
	return &Failure{Name: name, Value: value, Traceback: []string{headline(name, value)}}
}

// fromWorker makes a failure of what the worker reports.
func fromWorker(w *link.Failure) *Failure {
	name, value := w.Name, w.Value
	if name == "interrupt" {
		name = interrupted
		if value == "" {
			value = "the cell was stopped"
		}
	}
	return &Failure{Name: name, Value: value, Traceback: append([]string{headline(name, value)}, w.Stack...), More: w.More}
}
