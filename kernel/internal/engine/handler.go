package engine

import (
	"log"
	"net/http"
	"reflect"
)

// served returns what becomes of a panic in a function that compiled code called with
// args on a goroutine of its own, nil if nothing is known of it. The server of net/http
// recovers the panics of handlers: it logs them and closes the connection.
func served(args []reflect.Value) func(v any, stack string) bool {
	for _, a := range args {
		if a.Type() != requestType || a.IsNil() {
			continue
		}
		r := a.Interface().(*http.Request)
		if s, ok := r.Context().Value(http.ServerContextKey).(*http.Server); ok {
			return func(v any, stack string) bool {
				logServing(s, r, v, stack)
				return true
			}
		}
	}
	return nil
}

var requestType = reflect.TypeFor[*http.Request]()

// logServing logs a panic as a server does, with the stack of the interpreted calls.
func logServing(s *http.Server, r *http.Request, v any, stack string) {
	if v == http.ErrAbortHandler {
		return
	}
	printf := log.Printf
	if s.ErrorLog != nil {
		printf = s.ErrorLog.Printf
	}
	printf("http: panic serving %v: %v\n%s", r.RemoteAddr, v, stack)
}
