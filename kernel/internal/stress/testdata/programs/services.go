// Servers, clients and loggers of compiled packages that call the program back.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"expvar"
	"fmt"
	"io"
	"iter"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/rpc"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"text/tabwriter"
	"time"
	"unique"
	"weak"
)

type Arith struct{ calls atomic.Int64 }
type Args struct{ A, B int }

func (a *Arith) Mul(args *Args, reply *int) error {
	a.calls.Add(1)
	if args.B == 0 {
		return errors.New("zero")
	}
	*reply = args.A * args.B
	return nil
}

type countingConn struct {
	net.Conn
	n *atomic.Int64
}

func (c countingConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.n.Add(int64(n))
	return n, err
}

type lineWriter struct {
	mu    sync.Mutex
	lines []string
}

func (w *lineWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, strings.TrimSpace(string(p)))
	return len(p), nil
}

func broadcast(ctx context.Context, n int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			select {
			case <-ctx.Done():
				yield(0, ctx.Err())
				return
			default:
			}
			if !yield(i, nil) {
				return
			}
		}
	}
}

func main() {
	// rpc over net.Pipe
	srv := rpc.NewServer()
	ar := new(Arith)
	if err := srv.Register(ar); err != nil {
		log.Fatal(err)
	}
	a, b := net.Pipe()
	go srv.ServeConn(a)
	cl := rpc.NewClient(b)
	var wg sync.WaitGroup
	res := make([]int, 10)
	for i := range res {
		wg.Go(func() {
			if err := cl.Call("Arith.Mul", &Args{i, i + 1}, &res[i]); err != nil {
				fmt.Println(err)
			}
		})
	}
	wg.Wait()
	var r int
	fmt.Println(res, ar.calls.Load(), cl.Call("Arith.Mul", &Args{1, 0}, &r))
	call := cl.Go("Arith.Mul", &Args{6, 7}, &r, nil)
	<-call.Done
	fmt.Println(r, call.Error)
	cl.Close()

	// wrapped conn
	var n atomic.Int64
	c, d := net.Pipe()
	go func() { fmt.Fprintln(d, "hello"); d.Close() }()
	all, err := io.ReadAll(countingConn{c, &n})
	fmt.Printf("%q %v %d\n", all, err, n.Load())

	// deadline
	c, d = net.Pipe()
	c.SetReadDeadline(time.Now().Add(time.Millisecond))
	_, err = c.Read(make([]byte, 1))
	var ne net.Error
	fmt.Println(errors.As(err, &ne), ne != nil && ne.Timeout(), errors.Is(err, os.ErrDeadlineExceeded))
	c.Close()
	d.Close()

	// logger
	lw := &lineWriter{}
	lg := log.New(lw, "p ", 0)
	for i := range 20 {
		wg.Go(func() { lg.Printf("line %02d", i) })
	}
	wg.Wait()
	slices.Sort(lw.lines)
	fmt.Println(len(lw.lines), lw.lines[0], lw.lines[19])

	// http streaming, timeouts
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/stream":
			fl := w.(http.Flusher)
			for i := range 3 {
				fmt.Fprintln(w, "chunk", i)
				fl.Flush()
			}
		case "/hang":
			select {
			case <-r.Context().Done():
			case <-time.After(10 * time.Second):
			}
		case "/panic":
			panic(http.ErrAbortHandler)
		case "/post":
			body, _ := io.ReadAll(r.Body)
			w.WriteHeader(201)
			w.Write(bytes.ToUpper(body))
		}
	}))
	resp, err := http.Get(ts.URL + "/stream")
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		fmt.Println(sc.Text())
	}
	resp.Body.Close()
	hc := &http.Client{Timeout: 20 * time.Millisecond}
	_, err = hc.Get(ts.URL + "/hang")
	fmt.Println(errors.As(err, &ne), ne.Timeout())
	_, err = http.Get(ts.URL + "/panic")
	fmt.Println(err != nil)
	resp, err = http.Post(ts.URL+"/post", "text/plain", strings.NewReader("shout"))
	body, _ := io.ReadAll(resp.Body)
	fmt.Println(resp.StatusCode, string(body))
	ts.CloseClientConnections()
	ts.Close()

	// graceful shutdown
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "ok") })}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	resp, _ = http.Get("http://" + l.Addr().String())
	body, _ = io.ReadAll(resp.Body)
	fmt.Println(string(body), s.Shutdown(context.Background()), <-ended)

	sig := make(chan os.Signal, 1)
	signal.Notify(sig, os.Interrupt, syscall.SIGTERM)
	syscall.Kill(syscall.Getpid(), syscall.SIGTERM)
	fmt.Println(<-sig)
	signal.Stop(sig)

	ctx, cancel := context.WithCancel(context.Background())
	for i, err := range broadcast(ctx, 5) {
		fmt.Println(i, err)
		if i == 1 {
			cancel()
		}
	}
	tw := tabwriter.NewWriter(os.Stdout, 0, 8, 1, ' ', 0)
	fmt.Fprintln(tw, "a\tb")
	tw.Flush()

	p := new([100]int)
	w := weak.Make(p)
	fmt.Println(w.Value() == p)
	runtime.KeepAlive(p)
	p = nil
	h := unique.Make("x")
	fmt.Println(h == unique.Make("x"), h.Value())
	ev := expvar.NewInt(fmt.Sprint("n", time.Now().UnixNano()))
	for range 10 {
		wg.Go(func() { ev.Add(2) })
	}
	wg.Wait()
	fmt.Println(ev.Value())
	mr, mw, _ := os.Pipe()
	go func() {
		defer mw.Close()
		for i := range 3 {
			fmt.Fprintln(mw, "pipe", i)
		}
	}()
	io.Copy(os.Stdout, mr)
	u, _ := net.ListenPacket("udp", "127.0.0.1:0")
	go func() {
		uc, _ := net.Dial("udp", u.LocalAddr().String())
		uc.Write([]byte("dgram"))
		uc.Close()
	}()
	buf := make([]byte, 10)
	k, _, err := u.ReadFrom(buf)
	fmt.Println(string(buf[:k]), err)
	u.Close()
}
