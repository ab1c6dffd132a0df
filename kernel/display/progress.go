package display

import (
	"fmt"
	"html"
	"strings"
	"sync"
	"time"
)

// redraw is the shortest time between two pictures of a bar: a loop may count a
// million times a second, a page should not be asked to follow.
const redraw = 100 * time.Millisecond

// A Bar shows how far some work has got. It is one line, redrawn in place at
// most ten times a second, when its cell ends, and once at the end.
//
// A goroutine of package time draws what Add has left undrawn: started by Add,
// blocks on the notebook, ended by having drawn.
type Bar struct {
	label string
	total int       // 0 if unknown
	start time.Time // of the work
	out   *Handle   // nil if no notebook is connected: then only the end is printed

	mu    sync.Mutex
	count int         // guarded by mu
	drawn time.Time   // guarded by mu; when the bar was last drawn
	late  *time.Timer // guarded by mu; will draw what Add counted since, nil if that was nothing
	done  bool        // guarded by mu
}

// Progress shows a bar for total steps. If total is 0 the bar shows only how many
// steps were made: for iterators whose end is not known.
func Progress(total int, label string) *Bar {
	now := time.Now()
	b := &Bar{label: label, total: max(total, 0), start: now, drawn: now}
	if sink() != nil {
		b.out = Start(b.picture(0, 0))
	}
	return b
}

// Add counts n more steps.
func (b *Bar) Add(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count += n
	if b.out == nil || b.done {
		return
	}
	if time.Since(b.drawn) >= redraw {
		b.draw()
	} else if b.late == nil {
		b.late = time.AfterFunc(2*redraw, b.catchUp) // unless Add draws before
		if s, ok := sink().(interface{ AtEnd(func()) }); ok {
			s.AtEnd(b.catchUp)
		}
	}
}

// draw draws the bar as it is now. It is called with b.mu held.
func (b *Bar) draw() {
	if b.late != nil {
		b.late.Stop()
	}
	now := time.Now()
	b.drawn, b.late = now, nil
	b.out.Update(b.picture(b.count, now.Sub(b.start)))
}

// catchUp draws what was counted since the bar was last drawn, if anything was.
func (b *Bar) catchUp() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.late != nil && !b.done {
		b.draw()
	}
}

// Done draws the bar for the last time. It stays where it is: work that ended
// early shows how far it came.
func (b *Bar) Done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return
	}
	b.done = true
	last := b.picture(b.count, time.Since(b.start))
	if b.out == nil {
		Show(last)
		return
	}
	b.out.Update(last)
}

// Range returns an iterator over 0 … n-1 that shows a bar:
//
//	for i := range display.Range(100) {
func Range(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		b := Progress(n, "")
		defer b.Done()
		for i := range n {
			if !yield(i) {
				return
			}
			b.Add(1)
		}
	}
}

// picture returns the bar's line as HTML and as text.
func (b *Bar) picture(count int, elapsed time.Duration) Raw {
	words := b.words(count, elapsed)
	gauge := ""
	if b.total > 0 {
		gauge = fmt.Sprintf(`<progress value="%d" max="%d"></progress> `, min(count, b.total), b.total)
	}
	return Raw{Data: map[string]any{
		"text/html":  "<div>" + gauge + html.EscapeString(words) + "</div>",
		"text/plain": b.blocks(count) + words,
	}}
}

// words says what the bar shows: "squares 42/100 42% 1.3s".
func (b *Bar) words(count int, elapsed time.Duration) string {
	var w []string
	if b.label != "" {
		w = append(w, b.label)
	}
	if b.total > 0 {
		w = append(w, fmt.Sprintf("%d/%d %d%%", count, b.total, 100*int64(count)/int64(b.total)))
	} else {
		w = append(w, fmt.Sprint(count))
	}
	if elapsed = elapsed.Round(redraw); elapsed > 0 {
		w = append(w, elapsed.String())
	}
	return strings.Join(w, " ")
}

// blocks draws the bar in text: "[########            ] ".
func (b *Bar) blocks(count int) string {
	const width = 20
	if b.total == 0 {
		return ""
	}
	n := int(int64(width) * int64(min(max(count, 0), b.total)) / int64(b.total))
	return "[" + strings.Repeat("#", n) + strings.Repeat(" ", width-n) + "] "
}
