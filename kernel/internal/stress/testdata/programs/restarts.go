// A supervisor starts its worker again when it panics.
package main

import (
	"errors"
	"fmt"
)

var errPoison = errors.New("poison")

type supervisor struct {
	jobs     chan int
	results  chan string
	restarts int
}

func (s *supervisor) work() (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("worker died: %w", r)
		default:
			err = fmt.Errorf("worker died: %v", r)
		}
	}()
	for j := range s.jobs {
		s.results <- process(j)
	}
	return nil
}

func process(j int) string {
	switch {
	case j%7 == 0:
		panic(errPoison)
	case j%5 == 0:
		var p *int
		return fmt.Sprint(*p)
	}
	return fmt.Sprint("done ", j)
}

func (s *supervisor) run() {
	defer close(s.results)
	for {
		ended := make(chan error)
		go func() { ended <- s.work() }()
		err := <-ended
		if err == nil {
			return
		}
		s.restarts++
		s.results <- fmt.Sprint(err, " ", errors.Is(err, errPoison))
	}
}

func main() {
	s := &supervisor{jobs: make(chan int), results: make(chan string)}
	go s.run()
	go func() {
		defer close(s.jobs)
		for j := 1; j <= 15; j++ {
			s.jobs <- j
		}
	}()

	for r := range s.results {
		fmt.Println(r)
	}
	fmt.Println("restarts:", s.restarts)
}
