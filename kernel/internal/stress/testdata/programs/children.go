// Child processes: their output, input, status, and ends by a context.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
)

func main() {
	out, err := exec.Command("echo", "hello", "child").Output()
	fmt.Printf("%q %v\n", out, err)

	err = exec.Command("sh", "-c", "exit 3").Run()
	var exit *exec.ExitError
	fmt.Println(errors.As(err, &exit), exit.ExitCode(), err)

	tr := exec.Command("tr", "a-z", "A-Z")
	tr.Stdin = strings.NewReader("loud\n")
	var loud bytes.Buffer
	tr.Stdout = &loud
	fmt.Println(tr.Run(), loud.String())

	cat := exec.Command("cat")
	in, _ := cat.StdinPipe()
	pipe, _ := cat.StdoutPipe()
	fmt.Println(cat.Start())
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(pipe); s.Scan(); {
			lines <- s.Text()
		}
	}()
	for i := range 3 {
		fmt.Fprintln(in, "line", i)
		fmt.Println("back:", <-lines)
	}
	in.Close()
	_, more := <-lines
	fmt.Println(more, cat.Wait())

	ctx, cancel := context.WithCancel(context.Background())
	sleep := exec.CommandContext(ctx, "sleep", "1000")
	fmt.Println(sleep.Start())
	cancel()
	fmt.Println(sleep.Wait() != nil, ctx.Err())

	r, w := io.Pipe()
	left, right := exec.Command("printf", `b\na\nc\n`), exec.Command("sort")
	left.Stdout, right.Stdin = w, r
	var sorted bytes.Buffer
	right.Stdout = &sorted
	var wg sync.WaitGroup
	wg.Go(func() { left.Run(); w.Close() })
	wg.Go(func() { right.Run() })
	wg.Wait()
	fmt.Printf("%q\n", sorted.String())

	texts := make([]string, 6)
	for i := range texts {
		wg.Go(func() {
			out, err := exec.Command("sh", "-c", fmt.Sprintf("echo $((%d * %d)); echo note >&2", i, i)).CombinedOutput()
			texts[i] = fmt.Sprintf("%q %v", out, err)
		})
	}
	wg.Wait()
	fmt.Println(texts)
}
