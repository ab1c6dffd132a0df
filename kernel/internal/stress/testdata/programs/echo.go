// A TCP server answers many clients at once and is then closed.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
)

type server struct {
	net.Listener
	conns sync.WaitGroup
	ended chan error
}

func listen() (*server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{Listener: l, ended: make(chan error, 1)}
	go s.accept()
	return s, nil
}

func (s *server) accept() {
	for {
		c, err := s.Accept()
		if err != nil {
			s.ended <- err
			return
		}
		s.conns.Add(1)
		go func() {
			defer s.conns.Done()
			defer c.Close()
			io.Copy(c, c)
		}()
	}
}

func client(addr string, id, lines int) (wrong int, err error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	r := bufio.NewReader(c)
	for i := range lines {
		want := fmt.Sprintf("client %d line %d\n", id, i)
		if _, err := io.WriteString(c, want); err != nil {
			return wrong, err
		}
		got, err := r.ReadString('\n')
		if err != nil {
			return wrong, err
		}
		if got != want {
			wrong++
		}
	}
	return wrong, nil
}

func main() {
	s, err := listen()
	if err != nil {
		fmt.Println(err)
	}

	var wg sync.WaitGroup
	outcome := make([]string, 8)
	for i := range outcome {
		wg.Go(func() {
			wrong, err := client(s.Addr().String(), i, 20)
			outcome[i] = fmt.Sprint(wrong, err)
		})
	}
	wg.Wait()
	fmt.Println(outcome)

	s.Close()
	err = <-s.ended
	s.conns.Wait()
	fmt.Println(errors.Is(err, net.ErrClosed))
}
