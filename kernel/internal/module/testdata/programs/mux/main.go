// Module: github.com/gorilla/mux
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/gorilla/mux"
)

func main() {
	r := mux.NewRouter()
	r.HandleFunc("/books/{title}/page/{page:[0-9]+}", func(w http.ResponseWriter, r *http.Request) {
		v := mux.Vars(r)
		fmt.Fprintf(w, "%s %s", v["title"], v["page"])
	}).Methods("GET").Name("page")
	for _, path := range []string{"/books/go/page/7", "/books/go/page/x"} {
		w := httptest.NewRecorder()
		r.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		fmt.Println(w.Code, w.Body)
	}
	u, err := r.Get("page").URL("title", "c", "page", "3")
	fmt.Println(u, err)
}
