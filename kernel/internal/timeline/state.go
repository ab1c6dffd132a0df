package timeline

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"golang.org/x/exp/trace"
)

// A State is what a goroutine does, or what it waits for.
type State uint8

// The states.
const (
	Running State = iota
	Runnable
	Syscall
	Sleep
	Send
	Recv
	Select
	Mutex
	WriteLock
	ReadLock
	Once
	Group
	Cond
	Semaphore
	Network
	Input
	Runtime // the collector, mostly
	Kernel  // this one, in which an interpreted goroutine may wait for others
	Other
	nStates
)

// NumStates is how many states there are.
const NumStates = int(nStates)

var stateNames = [...]string{
	"running", "runnable", "system call", "sleep", "chan send", "chan receive", "select",
	"sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock", "sync.Once.Do",
	"sync.WaitGroup.Wait", "sync.Cond.Wait", "sync", "network", "input", "the runtime", "the kernel", "waiting",
}

// String returns the state in the words of Go.
func (s State) String() string { return stateNames[s] }

// stateNamed returns the wait of that name, Other if there is none.
func stateNamed(name string) State {
	name, _, _ = strings.Cut(name, " (") // "select (no cases)"
	if i := slices.Index(stateNames[:], name); i >= 0 && State(i).Waits() {
		return State(i)
	}
	return Other
}

// Waits reports whether a goroutine in the state waits for something to happen.
func (s State) Waits() bool { return s > Syscall }

// A Kind is what several states have in common.
type Kind uint8

// The kinds of states.
const (
	Runs Kind = iota
	Ready
	OnChannel
	OnSelect
	OnLock
	OnGroup
	OnCond
	Sleeps
	OnInput
	InSystem
	OnRuntime
)

var kindNames = [...]string{
	"running", "runnable", "channel", "select", "lock", "WaitGroup", "Cond", "sleeping",
	"network, input", "system call", "held up (kernel, GC)",
}

func (k Kind) String() string { return kindNames[k] }

var kinds = [...]Kind{
	Runs, Ready, InSystem, Sleeps, OnChannel, OnChannel, OnSelect, OnLock, OnLock, OnLock, OnLock,
	OnGroup, OnCond, OnLock, OnInput, OnInput, OnRuntime, OnRuntime, OnRuntime,
}

// Kind returns the kind of the state.
func (s State) Kind() Kind { return kinds[s] }

// waitsIn says what is waited for in functions: of this kernel's runtime for cells,
// and of the library where compiled code waits.
var waitsIn = map[string]State{
	"gosched/kernel/rt.Sleep":       Sleep,
	"gosched/kernel/rt.SendTo[...]": Send, "gosched/kernel/rt.Send": Send,
	"gosched/kernel/rt.RecvFrom[...]": Recv, "gosched/kernel/rt.Recv": Recv,
	"gosched/kernel/rt.Select": Select,
	"gosched/kernel/rt.Lock":   Mutex, "sync.(*Mutex).Lock": Mutex,
	"gosched/kernel/rt.LockRW": WriteLock, "sync.(*RWMutex).Lock": WriteLock,
	"gosched/kernel/rt.RLock": ReadLock, "sync.(*RWMutex).RLock": ReadLock,
	"gosched/kernel/rt.DoOnce": Once, "sync.(*Once).doSlow": Once,
	"gosched/kernel/rt.WaitFor": Group, "sync.(*WaitGroup).Wait": Group,
	"gosched/kernel/rt.WaitCond": Cond, "sync.(*Cond).Wait": Cond,
	"gosched/kernel/rt.Input": Input,
	"time.Sleep":              Sleep,
}

// nested are the waits that are made of another one: of the lock inside.
var nested = map[State]bool{WriteLock: true, Once: true}

// byReason are the runtime's reasons, where no function says more.
var byReason = map[string]State{
	"chan send": Send, "chan receive": Recv, "select": Select, "sleep": Sleep, "network": Network,
	"sync": Semaphore, "sync.(*Cond).Wait": Cond, "forever": Other, "synctest": Other, "": Other,
	"preempted": Runtime, "system goroutine wait": Runtime, "wait until GC ends": Runtime,
	"GC mark assist wait for work": Runtime, "GC background sweeper wait": Runtime,
	"wait for debug call": Runtime, "GC weak to strong wait": Runtime,
}

// inRuntime are functions of the runtime by which goroutines wait of which it gives no
// reason: for ever, or since before a part of the trace begins.
var inRuntime = map[string]State{
	"runtime.chansend": Send, "runtime.chansend1": Send,
	"runtime.chanrecv": Recv, "runtime.chanrecv1": Recv, "runtime.chanrecv2": Recv,
	"runtime.selectgo": Select, "runtime.block": Select, "runtime.semacquire1": Semaphore,
}

// inside are the packages, with what follows in names of functions, through which a
// call of the program comes to block.
var inside = []string{"runtime.", "internal/", "reflect.", "sync.", "time.", "gosched/kernel/"}

// waitsFor returns what a goroutine waits for that the runtime has stopped for a
// reason, with the calls of its stack, innermost first: what the first of them say that
// are not the program's, if the reason may mean several things. Of an interpreted
// program, locks of the kernel are not the program's.
func waitsFor(reason string, interpreted bool, calls iter.Seq[trace.StackFrame]) State {
	by, ok := byReason[reason]
	switch {
	case !ok:
		return Other
	case by == Runtime:
		return Runtime
	}
	found, first := nStates, true
	for call := range calls {
		if by == Other {
			by = cmp.Or(inRuntime[call.Func], Other)
		}
		s, ok := waitsIn[call.Func]
		switch {
		case first && by == Semaphore && strings.HasPrefix(call.Func, "runtime."):
			return Runtime // which has semaphores of its own
		case found == nStates && ok, ok && nested[s]:
			found = s
		case found != nStates && call.Func == helperCall:
			return found
		case interpreted && found != nStates && isLocking(found) && strings.HasPrefix(call.Func, "gosched/kernel/") && !ok:
			return Kernel
		}
		first = false
		if !slices.ContainsFunc(inside, func(prefix string) bool { return strings.HasPrefix(call.Func, prefix) }) {
			break
		}
	}
	if found != nStates {
		return found
	}
	return by
}

// helperCall is the function of rt in which a helper waits in the place of the program.
const helperCall = "gosched/kernel/rt.panicOf"

// isLocking reports whether a wait for s may be the kernel's own.
func isLocking(s State) bool { return s.Kind() == OnLock || s.Kind() == OnGroup || s.Kind() == OnCond }
