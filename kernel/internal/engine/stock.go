package engine

import (
	"runtime"
	"slices"
	"sync"
	"weak"
)

// A stock is frames of calls of one function that have returned, to be used
// again: a list for each processor, linked by their callers. It is not emptied
// but dropped, frames and all, so what they hold is gone at once: the frames of a
// sync.Pool would outlive the next collection.
type stock []struct {
	head *frame
	_    [56]byte // a cache line for each
}

// stocks are the functions that may have frames in stock, as long as they exist.
var stocks struct {
	mu    sync.Mutex
	funcs []weak.Pointer[function]
}

// take returns a frame of the function's stock, nil if it has none.
func (fn *function) take() (fr *frame) {
	s := fn.frames.Load()
	if s == nil {
		return nil
	}
	if p := pin(); p < len(*s) {
		if l := &(*s)[p]; l.head != nil {
			fr, l.head = l.head, l.head.anc
		}
	}
	unpin()
	return fr
}

// give puts a frame in the function's stock.
func (fn *function) give(fr *frame) {
	s := fn.frames.Load()
	if s == nil {
		s = fn.newStock()
	}
	if p := pin(); p < len(*s) {
		l := &(*s)[p]
		fr.anc, l.head = l.head, fr
	}
	unpin()
}

func (fn *function) newStock() *stock {
	stocks.mu.Lock()
	defer stocks.mu.Unlock()
	if s := fn.frames.Load(); s != nil {
		return s
	}
	s := make(stock, runtime.GOMAXPROCS(0))
	fn.frames.Store(&s)
	stocks.funcs = append(stocks.funcs, weak.Make(fn))
	return &s
}

// dropStocks drops all frames of calls that have returned.
func dropStocks() {
	stocks.mu.Lock()
	defer stocks.mu.Unlock()
	stocks.funcs = slices.DeleteFunc(stocks.funcs, func(p weak.Pointer[function]) bool {
		fn := p.Value()
		if fn != nil && fn.hides {
			return false // a deferred call may have the number, see hidesPointers
		}
		if fn != nil {
			fn.frames.Store(nil)
		}
		return true
	})
}
