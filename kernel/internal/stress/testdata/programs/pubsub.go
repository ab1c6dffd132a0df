// Subscribers of topics get the messages in the order of publishing.
package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

type message interface{ topic() string }

type news struct{ text string }
type alarm int

func (news) topic() string  { return "news" }
func (alarm) topic() string { return "alarm" }

type bus struct {
	mu   sync.RWMutex
	subs map[string]map[int]chan message
	next int
}

func newBus() *bus { return &bus{subs: map[string]map[int]chan message{}} }

func (b *bus) subscribe(topic string) (<-chan message, func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	id, c := b.next, make(chan message, 100)
	b.next++
	if b.subs[topic] == nil {
		b.subs[topic] = map[int]chan message{}
	}
	b.subs[topic][id] = c
	return c, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.subs[topic], id)
		close(c)
	}
}

func (b *bus) publish(m message) (n int) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, c := range b.subs[m.topic()] {
		c <- m
		n++
	}
	return n
}

func main() {
	b := newBus()
	var wg sync.WaitGroup
	var mu sync.Mutex
	var logs []string
	var cancels []func()

	for i := range 4 {
		topic := []string{"news", "alarm"}[i%2]
		c, cancel := b.subscribe(topic)
		cancels = append(cancels, cancel)
		wg.Go(func() {
			var got []string
			for m := range c {
				switch m := m.(type) {
				case news:
					got = append(got, m.text)
				case alarm:
					got = append(got, fmt.Sprint("!", int(m)))
				}
			}
			mu.Lock()
			defer mu.Unlock()
			logs = append(logs, fmt.Sprint(i, ":", strings.Join(got, ",")))
		})
	}

	fmt.Println(b.publish(news{"a"}), b.publish(alarm(1)), b.publish(news{"b"}))
	cancels[0]()
	fmt.Println(b.publish(news{"c"}), b.publish(alarm(2)))

	for _, cancel := range cancels[1:] {
		cancel()
	}
	wg.Wait()
	slices.Sort(logs)
	fmt.Println(logs)
}
