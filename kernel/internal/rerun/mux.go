package rerun

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"runtime"
	"sync"
	"sync/atomic"
	"weak"

	"gosched/kernel/rt"
)

// A route is a pattern of a mux.
type route struct {
	mux     weak.Pointer[http.ServeMux]
	pattern string
}

// An entry is the handler of a route that cells have registered. The mux has it.
type entry struct {
	cell    int    // guarded by routes
	place   string // guarded by routes
	handler atomic.Pointer[http.Handler]
}

func (e *entry) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*e.handler.Load()).ServeHTTP(w, r)
}

// routes are those of the muxes that are in use.
var routes struct {
	sync.Mutex
	entries map[route]weak.Pointer[entry]
}

// handle is the method Handle of muxes.
func handle(mux *http.ServeMux, pattern string, h http.Handler) {
	if f, ok := h.(http.HandlerFunc); mux == nil || h == nil || ok && f == nil {
		mux.Handle(pattern, h) // which panics
		return
	}
	routes.Lock()
	defer routes.Unlock()
	r, cell, place := route{weak.Make(mux), pattern}, rt.Current().Cell(), where()
	if e := routes.entries[r].Value(); e != nil && e.cell != cell {
		e.cell, e.place = cell, place
		e.handler.Store(&h)
		return
	}
	defer func() {
		if v := recover(); v != nil {
			panic(told(r, place, v))
		}
	}()
	e := &entry{cell: cell, place: place}
	e.handler.Store(&h)
	mux.Handle(pattern, e)
	if routes.entries == nil {
		routes.entries = make(map[route]weak.Pointer[entry])
	}
	routes.entries[r] = weak.Make(e)
	runtime.AddCleanup(mux, forgetRoute, r)
}

func forgetRoute(r route) {
	routes.Lock()
	defer routes.Unlock()
	delete(routes.entries, r)
}

// handleFunc is the method HandleFunc of muxes.
func handleFunc(mux *http.ServeMux, pattern string, f func(http.ResponseWriter, *http.Request)) {
	handle(mux, pattern, http.HandlerFunc(f))
}

func handleDefault(pattern string, h http.Handler) { handle(http.DefaultServeMux, pattern, h) }

func handleFuncDefault(pattern string, f func(http.ResponseWriter, *http.Request)) {
	handle(http.DefaultServeMux, pattern, http.HandlerFunc(f))
}

// handler is the method Handler of muxes.
func handler(mux *http.ServeMux, r *http.Request) (http.Handler, string) {
	h, pattern := mux.Handler(r)
	if e, ok := h.(*entry); ok {
		h = *e.handler.Load()
	}
	return h, pattern
}

// where is the place of the interpreted call.
func where() string {
	_, file, line, _ := rt.Caller(0)
	return fmt.Sprintf("%s:%d", file, line)
}

// registered is how net/http tells where a pattern was registered.
var registered = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`pattern "([^"]*)" \(registered at [^)]*\)`)
})

// told is the panic v about route r, registered at place, with the places of cells.
func told(r route, place string, v any) any {
	err, ok := v.(error)
	if !ok {
		return v
	}
	text := registered().ReplaceAllStringFunc(err.Error(), func(s string) string {
		pattern := registered().FindStringSubmatch(s)[1]
		at := place
		if e := routes.entries[route{r.mux, pattern}].Value(); e != nil && place == "" {
			at = e.place
		}
		place = "" // the first is the new one
		if at == "" {
			return fmt.Sprintf("pattern %q", pattern)
		}
		return fmt.Sprintf("pattern %q (registered at %s)", pattern, at)
	})
	return errors.New(text)
}
