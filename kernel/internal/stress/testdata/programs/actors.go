// An actor owns its state; others send it messages and wait for answers.
package main

import (
	"fmt"
	"sync"
)

type request interface{ handle(*bank) }

type deposit struct {
	to    string
	cents int
}

type transfer struct {
	from, to string
	cents    int
	reply    chan error
}

type balance struct {
	of    string
	reply chan<- int
}

type bank struct {
	inbox    chan request
	accounts map[string]int
	handled  map[string]int
	done     chan struct{}
}

func open() *bank {
	b := &bank{make(chan request), map[string]int{}, map[string]int{}, make(chan struct{})}
	go b.loop()
	return b
}

func (b *bank) loop() {
	defer close(b.done)
	for r := range b.inbox {
		b.handled[fmt.Sprintf("%T", r)]++
		r.handle(b)
	}
}

func (d deposit) handle(b *bank) { b.accounts[d.to] += d.cents }

func (t *transfer) handle(b *bank) {
	if b.accounts[t.from] < t.cents {
		t.reply <- fmt.Errorf("%s has only %d", t.from, b.accounts[t.from])
		return
	}
	b.accounts[t.from] -= t.cents
	b.accounts[t.to] += t.cents
	t.reply <- nil
}

func (q balance) handle(b *bank) { q.reply <- b.accounts[q.of] }

func (b *bank) transfer(from, to string, cents int) error {
	t := &transfer{from, to, cents, make(chan error)}
	b.inbox <- t
	return <-t.reply
}

func (b *bank) balance(of string) int {
	c := make(chan int)
	b.inbox <- balance{of, c}
	return <-c
}

func main() {
	b := open()
	b.inbox <- deposit{"ann", 100}
	b.inbox <- deposit{"bob", 100}

	var wg sync.WaitGroup
	for range 30 {
		wg.Go(func() { b.transfer("ann", "bob", 1) })
		wg.Go(func() { b.transfer("bob", "ann", 1) })
	}
	wg.Wait()
	fmt.Println(b.balance("ann"), b.balance("bob"))

	fmt.Println(b.transfer("ann", "bob", 1000))
	close(b.inbox)
	<-b.done
	fmt.Println(b.handled)
}
