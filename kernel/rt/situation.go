package rt

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// A Situation is what a goroutine was doing at one moment, in the names that the
// program's variables have.
type Situation struct {
	Who
	Parent  int64     // the goroutine that started it, 0 if none
	Created StackLine // where, as in G
	Started time.Time

	On    string // what it is blocked on, as in Wait; "" if it is not known to be
	For   time.Duration
	At    StackLine
	Via   StackLine // as in Wait
	Waits []Thing   // any of these would do
	Holds []Thing   // locks, the latest last
}

// A Who names a goroutine.
type Who struct {
	ID     int64
	Cell   int
	Main   bool // the main goroutine of its cell
	Callee string
}

func (g *G) who() Who {
	return Who{ID: g.ID, Cell: g.cell.number, Main: g.IsMain(), Callee: g.Callee}
}

// String returns "main" or the number with the function.
func (w Who) String() string {
	if w.Main {
		return "main"
	}
	return fmt.Sprintf("goroutine %d", w.ID)
}

// A Thing is what goroutines wait for and hold.
type Thing struct {
	Ptr  unsafe.Pointer // as in Target
	Name string         // of a variable that is or leads to it, "" if none was found
	Type string         // "chan int", "sync.Mutex"; "" if it is not known
	Send bool           // the wait is for sending
	Read bool           // it is held, or to be, for reading

	Len, Cap int      // of a channel
	Stopped  bool     // a channel whose timer will not send
	Undone   int      // the counter of a WaitGroup
	Holders  []Holder // of a lock that is waited for
}

// A Holder is who holds a lock.
type Holder struct {
	Who
	Read  bool // with others
	Ended bool // the goroutine has ended
}

// String returns the name, or a description.
func (t Thing) String() string {
	switch elem, isChan := strings.CutPrefix(t.Type, "chan "); {
	case t.Name != "":
		return t.Name
	case isChan:
		return "a channel of " + elem + t.filling()
	case t.Type == "":
		return "a lock"
	case strings.HasPrefix(t.Type, "io."):
		return "an " + t.Type
	default:
		return "a " + t.Type
	}
}

// filling says how full a channel is, if it has a buffer.
func (t Thing) filling() string {
	switch {
	case t.Cap == 0:
		return ""
	case t.Len == t.Cap:
		return fmt.Sprintf(" (capacity %d, full)", t.Cap)
	case t.Len == 0:
		return fmt.Sprintf(" (capacity %d, empty)", t.Cap)
	}
	return fmt.Sprintf(" (capacity %d, %d in it)", t.Cap, t.Len)
}

// WaitsFor says what the goroutine waits for: "receive from jobs", "lock forks[2]",
// "wg.Wait: 2 not done". It is "" for one that is not known to wait.
func (s *Situation) WaitsFor() string {
	if len(s.Waits) == 0 {
		if text, ok := withoutTarget[s.On]; ok {
			return text
		}
		return s.On
	}
	t := s.Waits[0]
	switch s.On {
	case *onMutex, *onWrite:
		return "lock " + t.String()
	case *onRead:
		return "read-lock " + t.String()
	case *onGroup:
		return fmt.Sprintf("%s: %d not done", t.call("Wait"), t.Undone)
	case *onCond:
		return t.call("Wait")
	case *onOnce:
		return t.call("Do")
	case *onSend, *onRecv:
		return t.transfer()
	case *onSelect:
		return "select: " + s.transfers(", ")
	}
	if t.Type == pipeReader || t.Type == pipeWriter {
		return s.transfers(" or ")
	}
	return t.call(s.On[strings.LastIndexByte(s.On, '.')+1:])
}

// transfers joins what is sent and received.
func (s *Situation) transfers(sep string) string {
	var list []string
	for _, t := range s.Waits {
		list = append(list, t.transfer())
	}
	return strings.Join(list, sep)
}

// Does says what the goroutine does: what it waits for, if another one can end that, or else.
func (s *Situation) Does() string {
	switch _, without := withoutTarget[s.On]; {
	case s.On == "":
		return "runs"
	case len(s.Waits) > 0 || without:
		return s.WaitsFor()
	case s.On == *onSleep:
		return "sleeps"
	case s.On == *onInput:
		return "waits for input"
	}
	return "is in a call of " + s.On
}

// withoutTarget are the words for what nothing can end.
var withoutTarget = map[string]string{
	*onSendNil: "send to a nil channel", *onRecvNil: "receive from a nil channel",
	*onSelectNone: "select without cases", *onSelect: "select of nil channels",
}

// call names a method of the thing.
func (t Thing) call(method string) string {
	if t.Name == "" {
		return method + " of " + t.String()
	}
	return t.Name + "." + method
}

func (t Thing) transfer() string {
	switch {
	case t.Type == pipeReader:
		return "read from " + t.String()
	case t.Type == pipeWriter:
		return "write to " + t.String()
	case t.Send:
		return "send to " + t.String()
	}
	return "receive from " + t.String()
}

// Situations returns what the goroutines are doing, in their order. Still says that no
// goroutine of a cell runs: then names are looked for where a running one might be writing.
func Situations(list []*G, still bool) []Situation {
	all := make([]Situation, len(list))
	names := make(map[unsafe.Pointer]string)
	for i, g := range list {
		s := &all[i]
		*s = Situation{Who: g.who(), Parent: g.Parent, Created: g.Created, Started: g.Started}
		if w := g.Waiting(); w != nil {
			s.On, s.For, s.At, s.Via = w.On, w.For, w.At, w.Via
			for _, t := range w.What {
				s.Waits = append(s.Waits, thing(w.on, t))
				names[t.Ptr] = ""
			}
		}
		for _, h := range g.Holds() {
			s.Holds = append(s.Holds, Thing{Ptr: h.Lock, Read: h.Read})
			names[h.Lock] = ""
		}
	}
	if interpreter != nil && len(names) > 0 {
		interpreter.Names(names, list, still)
	}
	held := holders(names)
	for i := range all {
		all[i].complete(names, held)
	}
	return all
}

// complete fills in what is known of things by their addresses.
func (s *Situation) complete(names map[unsafe.Pointer]string, held map[unsafe.Pointer][]Holder) {
	for i := range s.Waits {
		t := &s.Waits[i]
		t.Name, t.Holders = names[t.Ptr], held[t.Ptr]
	}
	for i := range s.Holds {
		t := &s.Holds[i]
		t.Name = names[t.Ptr]
	}
}

// thing describes what a goroutine waits for.
func thing(on *string, target Target) Thing {
	t := Thing{Ptr: target.Ptr, Send: target.Send, Read: on == onRead}
	switch on {
	case onMutex:
		t.Type = "sync.Mutex"
	case onWrite, onRead:
		t.Type = "sync.RWMutex"
	case onCond:
		t.Type = "sync.Cond"
	case onOnce:
		t.Type = "sync.Once"
	case onGroup:
		t.Type = "sync.WaitGroup"
		t.Undone = undone((*sync.WaitGroup)(target.Ptr))
	case onSend, onRecv, onSelect:
		t.channel((*channel)(target.Ptr))
	default:
		switch {
		case !target.Pipe:
			t.Type = receiver(*on)
		case target.Send:
			t.Type = pipeWriter
		default:
			t.Type = pipeReader
		}
	}
	return t
}

// The types of the ends of a pipe.
const pipeReader, pipeWriter = "io.PipeReader", "io.PipeWriter"

// receiver returns the type that a method is of: "errgroup.Group" for
// "golang.org/x/sync/errgroup.(*Group).Wait".
func receiver(method string) string {
	name := method[strings.LastIndexByte(method, '/')+1:]
	return strings.NewReplacer("(*", "", ")", "").Replace(name[:strings.LastIndexByte(name, '.')])
}

// channel describes a channel, as far as the runtime's descriptor is known.
func (t *Thing) channel(c *channel) {
	if !timers().known {
		return
	}
	t.Type = "chan " + strings.TrimPrefix(c.elemType().String(), "main.")
	t.Len, t.Cap = int(atomic.LoadUint64((*uint64)(unsafe.Pointer(&c.count)))), int(c.capacity)
	t.Stopped = c.timer != nil && !c.ticking()
}

// elemType returns the type of the elements.
func (c *channel) elemType() reflect.Type {
	var x any
	*(*unsafe.Pointer)(unsafe.Pointer(&x)) = c.elem
	return reflect.TypeOf(x)
}

// undone returns the counter of a WaitGroup.
func undone(w *sync.WaitGroup) int {
	return int(int32((*atomic.Uint64)(unsafe.Add(unsafe.Pointer(w), groupState)).Load() >> 32))
}

// holders returns who holds which locks, of those that are keys: who has ended only where
// nobody else does.
func holders(of map[unsafe.Pointer]string) map[unsafe.Pointer][]Holder {
	by := make(map[unsafe.Pointer][]Holder)
	for _, g := range Goroutines() {
		for _, h := range g.Holds() {
			if _, ok := of[h.Lock]; ok {
				by[h.Lock] = append(by[h.Lock], Holder{Who: g.who(), Read: h.Read})
			}
		}
	}
	for p := range of {
		if list := by[p]; len(list) > 0 {
			slices.SortFunc(list, func(a, b Holder) int { return cmp.Compare(a.ID, b.ID) })
		} else if list = holdersOver(p); len(list) > 0 {
			by[p] = list
		}
	}
	return by
}

// A Deadlock is why a cell cannot go on.
type Deadlock struct {
	Cell       int
	Goroutines []Situation // of all cells, the cell's own first, beginning with its main one
	Stack      []StackLine // of the main one
}

// asleep is how a compiled program ends.
const asleep = "all goroutines are asleep - deadlock!"

// describe returns the deadlock that the cell is in.
func (c *Cell) describe() *Deadlock {
	list := slices.SortedFunc(slices.Values(Goroutines()), c.order)
	d := &Deadlock{Cell: c.number, Goroutines: Situations(list, true)}
	main := c.main.Load()
	main.WhileBlocked(func() { d.Stack = calls(main, MaxStack) })
	return d
}

// order puts the main goroutine of the cell first, and others of it before those of others.
func (c *Cell) order(a, b *G) int {
	mine := func(g *G) int {
		switch {
		case c.main.Load() == g:
			return 0
		case g.cell == c:
			return 1
		}
		return 2
	}
	return cmp.Or(cmp.Compare(mine(a), mine(b)), cmp.Compare(a.ID, b.ID))
}
