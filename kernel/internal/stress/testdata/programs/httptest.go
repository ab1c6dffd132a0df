// Handlers that run at once, a counter behind a lock, and middleware.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

type counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[r.PathValue("name")]++
	json.NewEncoder(w).Encode(map[string]any{"name": r.PathValue("name"), "by": r.Context().Value(who{})})
}

type who struct{}

func named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), who{}, r.Header.Get("X-Who"))))
	})
}

func get(c *http.Client, url string) (int, string, error) {
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("X-Who", "gopher")
	resp, err := c.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, strings.TrimSpace(string(body)), err
}

func main() {
	c := &counter{n: map[string]int{}}
	mux := http.NewServeMux()
	mux.Handle("GET /count/{name}", named(c))
	mux.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ts := httptest.NewServer(mux)

	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			if code, _, err := get(ts.Client(), ts.URL+"/count/"+"abc"[i%3:i%3+1]); code != 200 || err != nil {
				panic(fmt.Sprint(code, err))
			}
		})
	}
	wg.Wait()
	fmt.Println(c.n)

	fmt.Println(get(ts.Client(), ts.URL+"/count/last"))
	fmt.Println(get(ts.Client(), ts.URL+"/nowhere"))

	ctx, cancel := context.WithCancel(context.Background())
	req, _ := http.NewRequestWithContext(ctx, "GET", ts.URL+"/slow", nil)
	ended := make(chan error)
	go func() {
		_, err := ts.Client().Do(req)
		ended <- err
	}()
	cancel()
	err := <-ended
	fmt.Println(strings.HasSuffix(err.Error(), "context canceled"))
	ts.Close()

	rec := httptest.NewRecorder()
	mux.ServeHTTP(rec, httptest.NewRequest("GET", "/count/direct", nil))
	fmt.Print(rec.Code, " ", rec.Body)
}
