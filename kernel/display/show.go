package display

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
)

// Show shows each value as an output of its own.
func Show(values ...any) {
	for _, v := range values {
		send(Message{Kind: KindDisplay}, v)
	}
}

// A Handle is an output that can change.
type Handle struct {
	id string // the protocol's display_id
}

// Start shows v and returns a handle with which it can be changed, in this cell
// or a later one.
func Start(v any) *Handle {
	h := &Handle{id: newID()}
	send(Message{Kind: KindDisplay, DisplayID: h.id}, v)
	return h
}

// Update shows v in the place of what h showed before.
func (h *Handle) Update(v any) { send(Message{Kind: KindUpdate, DisplayID: h.id}, v) }

// ID returns the display_id, which no other output has.
func (h *Handle) ID() string { return h.id }

// Clear removes the outputs of the cell. With wait it does so only when the next
// output comes, which avoids flicker.
func Clear(wait bool) {
	if s := sink(); s != nil {
		s.Display(Message{Kind: KindClear, Wait: wait})
	}
}

// send completes m with the forms of v and sends it, or prints the text form.
func send(m Message, v any) {
	s := sink()
	if s == nil {
		data, _ := Bundle(v)
		fmt.Fprintln(os.Stdout, data["text/plain"])
		return
	}
	m.Data, m.Metadata = Bundle(v)
	s.Display(m)
}

// Display ids carry a random part of this process, because outputs of an earlier
// one may still be on the page, and an equal id would change them. The runtime's own
// generator will do: package crypto/rand would give every compiled cell a timer, which
// package native/ending looks for.
var (
	processID = sync.OnceValue(func() string { return fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64()) })
	lastID    atomic.Int64
)

func newID() string { return "gosched-" + processID() + "-" + strconv.FormatInt(lastID.Add(1), 10) }
