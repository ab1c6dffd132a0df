package timeline

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/exp/trace"
)

// category is that of the logs that packages record and rt write into a trace.
const category = "gosched"

// An introduction is what a goroutine of a cell says about itself.
type introduction struct {
	id     int64
	place  Place
	callee string
}

// log takes a log of this kernel.
func (r *reader) log(ev trace.Event, text string) {
	verb, rest, _ := strings.Cut(text, " ")
	switch verb {
	case "begin":
		r.main, r.begin = r.track(ev.Goroutine()), r.now
	case "price":
		if n, err := strconv.Atoi(rest); err == nil {
			r.price = time.Duration(n) // picoseconds for one are nanoseconds for a thousand
		}
	case "end":
		r.whole, r.end = true, r.now
	case "go":
		r.introduce(ev, rest)
	case "at":
		r.locate(ev, rest)
	}
}

// locate notes where a goroutine is that waits, or has just waited, and for what.
func (r *reader) locate(ev trace.Event, text string) {
	f := strings.SplitN(text, " ", 4)
	if len(f) < 3 {
		return
	}
	var n [3]int64
	for i := range n {
		n[i], _ = strconv.ParseInt(f[i], 10, 64) // 0 says nothing
	}
	who, at := trace.GoID(n[0]), Place{int32(n[1]), int32(n[2])}
	if who == 0 {
		who = ev.Goroutine()
	}
	g := r.track(who)
	if !g.in && len(f) > 3 {
		g.noted = site{state: stateNamed(f[3]), at: at}
		return
	}
	if at == (Place{}) {
		return
	}
	if g.in && g.state.State.Waits() {
		g.state.At = at
		return
	}
	for i := len(g.stays) - 1; i >= max(0, len(g.stays)-maxBetween); i-- {
		if g.stays[i].State.Waits() {
			g.stays[i].At = at
			return
		}
	}
}

// maxBetween is how many stays there may be between a wait and the log of its place, in
// which a goroutine may be preempted.
const maxBetween = 4

// introduce notes who a goroutine is.
func (r *reader) introduce(ev trace.Event, text string) {
	f := strings.SplitN(text, " ", 6)
	if len(f) < 6 {
		return
	}
	var n [5]int64
	for i := range n {
		n[i], _ = strconv.ParseInt(f[i], 10, 64) // 0 says nothing
	}
	who := ev.Goroutine()
	if n[0] != 0 {
		who = trace.GoID(n[0])
	}
	g := r.track(who)
	g.said = &introduction{id: n[1], place: Place{int32(n[3]), int32(n[4])}, callee: f[5]}
	if g == r.main && n[0] == 0 {
		r.begin = r.now // what came before was the kernel's
	}
}
