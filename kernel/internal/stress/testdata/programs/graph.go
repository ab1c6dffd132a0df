// Tasks of a graph run as soon as those before them have.
package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

type task struct {
	name  string
	after []string
}

func execute(tasks []task, run func(string)) {
	done := map[string]chan struct{}{}
	for _, t := range tasks {
		done[t.name] = make(chan struct{})
	}
	var wg sync.WaitGroup
	for _, t := range tasks {
		wg.Go(func() {
			defer close(done[t.name])
			for _, a := range t.after {
				<-done[a]
			}
			run(t.name)
		})
	}
	wg.Wait()
}

func crawl(links map[string][]string, start string) []string {
	type page struct {
		url   string
		links []string
	}
	pages := make(chan page)
	seen := map[string]bool{start: true}
	fetch := func(url string) { pages <- page{url, links[url]} }
	go fetch(start)
	for pending := 1; pending > 0; pending-- {
		p := <-pages
		for _, l := range p.links {
			if !seen[l] {
				seen[l] = true
				pending++
				go fetch(l)
			}
		}
	}
	var list []string
	for url := range seen {
		list = append(list, url)
	}
	slices.Sort(list)
	return list
}

func main() {
	tasks := []task{{"eat", []string{"cook", "table"}}, {"cook", []string{"buy"}}, {"table", nil}, {"buy", []string{"list"}}, {"list", nil}}
	var mu sync.Mutex
	var order []string
	execute(tasks, func(name string) {
		mu.Lock()
		defer mu.Unlock()
		order = append(order, name)
	})
	before := func(a, b string) bool { return slices.Index(order, a) < slices.Index(order, b) }
	fmt.Println(len(order), before("list", "buy"), before("buy", "cook"), before("cook", "eat"), before("table", "eat"))

	web := map[string][]string{"/": {"/a", "/b"}, "/a": {"/", "/c"}, "/b": {"/c", "/d"}, "/c": {"/d"}, "/d": {"/"}, "/e": {"/"}}
	found := crawl(web, "/")
	fmt.Println(strings.Join(found, " "))
}
