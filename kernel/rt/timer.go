package rt

import (
	"context"
	"reflect"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
	"weak"
)

// Who waits for a timer will be woken. A timer that sends is found at its channel, in
// the runtime's descriptor of that; those that call a function, as of time.AfterFunc and of
// contexts with deadlines, are remembered where cells make them.

// A channel mirrors the beginning of the runtime's descriptor of a channel.
type channel struct {
	count, capacity uint
	buffer          unsafe.Pointer
	elemSize        uint16
	closed          uint32
	timer           unsafe.Pointer // that sends on it, nil if none does
	elem            unsafe.Pointer // type of the elements
}

// timers knows where the runtime's timer is in a time.Timer, and in it the moment when it
// is due, 0 if it is not. Known says that this, and the mirror of channels, have been found
// to be right.
type timerLayout struct {
	known     bool
	timer, at uintptr
}

var timers = sync.OnceValue(func() (l timerLayout) {
	const hour = int64(time.Hour)
	timer := time.NewTimer(2 * time.Hour)
	defer timer.Stop()
	called := time.AfterFunc(time.Hour, func() {})
	defer called.Stop()
	ch := make(chan int, 3)
	ch <- 1
	mine, its := channelOf(ch), channelOf(timer.C)
	if mine.count != 1 || mine.capacity != 3 || mine.elemSize != uint16(unsafe.Sizeof(1)) || mine.closed != 0 || mine.timer != nil ||
		mine.elem != typeOf[int]() || its.elem != typeOf[time.Time]() {
		return l
	}
	l.timer = uintptr(its.timer) - uintptr(unsafe.Pointer(timer))
	if l.timer > 64 {
		return l
	}
	for l.at = 8; l.at < 64; l.at += 8 {
		if now := nanotime(); near(*l.due(timer), now+2*hour) && near(*l.due(called), now+hour) {
			l.known = called.Stop() && *l.due(called) == 0
			break
		}
	}
	close(ch)
	l.known = l.known && mine.closed != 0
	return l
})

// near says whether two moments are the same but for how long a busy machine takes.
func near(a, b int64) bool { return a <= b && a > b-int64(10*time.Minute) }

// due returns where t has the moment when it is due.
func (l *timerLayout) due(t *time.Timer) *int64 {
	return (*int64)(unsafe.Add(unsafe.Pointer(t), l.timer+l.at))
}

func channelOf[T any](ch <-chan T) *channel { return *(**channel)(unsafe.Pointer(&ch)) }

func typeOf[T any]() unsafe.Pointer {
	var x any = *new(T)
	return *(*unsafe.Pointer)(unsafe.Pointer(&x))
}

// ticking says whether a timer is going to send on the channel.
func (c *channel) ticking() bool {
	l := timers()
	return c != nil && c.timer != nil && atomic.LoadInt64((*int64)(unsafe.Add(c.timer, l.at))) != 0
}

// alarms are the timers of cells that call functions, as far as they can be reached:
// one that is due is reached by the runtime.
var alarms struct {
	sync.Mutex
	list []weak.Pointer[time.Timer]
	next int // length of list from which on it is looked through
}

// alarm remembers a timer that calls a function.
func alarm(t *time.Timer) {
	if Current().bubble {
		return // its time is another
	}
	alarms.Lock()
	defer alarms.Unlock()
	if alarms.list = append(alarms.list, weak.Make(t)); len(alarms.list) > alarms.next {
		prune()
		alarms.next = max(64, 2*len(alarms.list))
	}
}

// prune forgets the timers that nobody can reach. The caller holds alarms.
func prune() {
	kept := alarms.list[:0]
	for _, w := range alarms.list {
		if w.Value() != nil {
			kept = append(kept, w)
		}
	}
	clear(alarms.list[len(kept):])
	alarms.list = kept
}

// alarmed says whether one of them is going to call its function.
func alarmed() bool {
	l := timers()
	alarms.Lock()
	defer alarms.Unlock()
	for _, w := range alarms.list {
		if t := w.Value(); t != nil && atomic.LoadInt64(l.due(t)) != 0 {
			return true
		}
	}
	return false
}

// AfterFunc is time.AfterFunc: the timer's goroutine belongs to the cell of the caller.
func AfterFunc(d time.Duration, f func()) *time.Timer {
	run := Adopted("time.AfterFunc", func() error { f(); return nil })
	t := time.AfterFunc(d, func() { run() })
	alarm(t)
	return t
}

// The following functions are those of package context.

// WithTimeout is context.WithTimeout.
func WithTimeout(parent context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(parent, d)
	return noted(ctx), cancel
}

// WithTimeoutCause is context.WithTimeoutCause.
func WithTimeoutCause(parent context.Context, d time.Duration, cause error) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeoutCause(parent, d, cause)
	return noted(ctx), cancel
}

// WithDeadline is context.WithDeadline.
func WithDeadline(parent context.Context, at time.Time) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithDeadline(parent, at)
	return noted(ctx), cancel
}

// WithDeadlineCause is context.WithDeadlineCause.
func WithDeadlineCause(parent context.Context, at time.Time, cause error) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithDeadlineCause(parent, at, cause)
	return noted(ctx), cancel
}

// noted remembers the timer of a context, if it has one.
func noted(ctx context.Context) context.Context {
	if v := reflect.ValueOf(ctx); v.Type() == contextWithTimer {
		p := v.UnsafePointer()
		mu := (*sync.Mutex)(unsafe.Add(p, lockOfContext)) // it may be cancelled at any time
		mu.Lock()
		t := *(**time.Timer)(unsafe.Add(p, timerOfContext))
		mu.Unlock()
		if t != nil {
			alarm(t)
		}
	}
	return ctx
}

// contextWithTimer is the type of contexts that have a timer.
var contextWithTimer = func() reflect.Type {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	cancel()
	return reflect.TypeOf(ctx)
}()

// Where that type has its timer, and the lock that guards it, which it embeds.
var (
	timerOfContext = offsetOf(contextWithTimer.Elem(), "timer")
	lockOfContext  = offsetOf(contextWithTimer.Elem(), "cancelCtx", "mu")
)
