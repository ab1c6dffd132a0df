// Module: github.com/go-chi/chi/v5
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

func main() {
	r := chi.NewRouter()
	r.Use(middleware.RequestID, middleware.Recoverer)
	r.Get("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "root") })
	r.Route("/users/{id:[0-9]+}", func(r chi.Router) {
		r.Get("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "user %s", chi.URLParam(r, "id")) })
		r.With(func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("X-Seen", "yes")
				next.ServeHTTP(w, r)
			})
		}).Delete("/", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) })
	})
	for _, c := range []struct{ method, path string }{{"GET", "/"}, {"GET", "/users/7"}, {"DELETE", "/users/7"}, {"GET", "/users/x"}, {"PUT", "/"}} {
		w := httptest.NewRecorder()
		r.ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
		fmt.Println(c.method, c.path, w.Code, w.Header().Get("X-Seen"), w.Body.String())
	}
	var routes []string
	chi.Walk(r, func(method, route string, h http.Handler, m ...func(http.Handler) http.Handler) error {
		routes = append(routes, fmt.Sprint(method, " ", route, " ", len(m)))
		return nil
	})
	slices.Sort(routes)
	fmt.Println(routes)
}
