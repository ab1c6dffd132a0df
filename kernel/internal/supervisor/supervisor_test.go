package supervisor

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/quota"
)

// The test binary is its own worker: it plays the role that the first Run's
// unit names.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "play" {
		play()
		os.Exit(0)
	}
	before := runtime.NumGoroutine()
	code := m.Run()
	for i := 0; runtime.NumGoroutine() > before && i < 100; i++ {
		time.Sleep(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		buf := make([]byte, 1<<20)
		fmt.Printf("%d goroutines left over\n%s", n-before, buf[:runtime.Stack(buf, true)])
		code = 1
	}
	os.Exit(code)
}

// play is a worker whose units are names of roles.
func play() {
	for fd := 3; fd <= 6; fd++ {
		syscall.CloseOnExec(fd)
	}
	out, stderr := os.NewFile(4, "out"), os.NewFile(5, "stderr")
	conn := link.NewConn(os.NewFile(3, "runs"), out)
	go waitForStop(link.NewConn(os.NewFile(6, "control"), nil))
	conn.Send(&link.Ready{Pid: os.Getpid()})
	for {
		m, err := conn.Receive()
		if err != nil {
			return
		}
		switch m := m.(type) {
		case *link.Run:
			roles[string(m.Unit)](conn, stderr)
			conn.Send(&link.Done{Seq: m.Seq})
		}
	}
}

// waitForStop ends the process when it is asked to, unless its role is to be deaf.
func waitForStop(control *link.Conn) {
	for {
		m, err := control.Receive()
		if _, ok := m.(*link.Stop); ok && !deaf.Load() {
			os.Exit(0)
		}
		if err != nil {
			return
		}
	}
}

var deaf atomic.Bool

var roles = map[string]func(conn *link.Conn, stderr *os.File){
	"nothing": func(*link.Conn, *os.File) {},
	"lines": func(conn *link.Conn, _ *os.File) {
		for i := range 1000 {
			conn.Send(&link.Output{Cell: 1, Stream: link.Stdout, Data: fmt.Appendf(nil, "%d\n", i)})
		}
	},
	"raw": func(_ *link.Conn, stderr *os.File) {
		for range 3000 {
			fmt.Fprintln(os.Stdout, strings.Repeat("o", 99))
			fmt.Fprintln(stderr, strings.Repeat("e", 99))
		}
	},
	"child": func(*link.Conn, *os.File) {
		cmd := exec.Command("echo", "from a child")
		cmd.Stdout = os.Stdout
		cmd.Run()
	},
	"exit":  func(*link.Conn, *os.File) { os.Exit(3) },
	"panic": func(*link.Conn, *os.File) { panic("last words") },
	"maps": func(*link.Conn, *os.File) {
		m := map[int]int{}
		for range 4 {
			go func() {
				for {
					m[0]++
				}
			}()
		}
		select {}
	},
	"greedy": func(*link.Conn, *os.File) {
		for held := [][]byte{}; ; time.Sleep(time.Millisecond) {
			held = append(held, bytes.Repeat([]byte{1}, 1<<20))
		}
	},
	"aside": func(*link.Conn, *os.File) { syscall.Write(2, []byte("an aside\n")) },
	"deaf": func(conn *link.Conn, _ *os.File) {
		deaf.Store(true)
		conn.Send(&link.Output{Stream: link.Stdout, Data: []byte("what?")})
		select {}
	},
	"unreachable": func(*link.Conn, *os.File) {
		syscall.Close(4)
		select {}
	},
	"orphans": func(*link.Conn, *os.File) {
		exec.Command("sleep", "1000").Start()
		leader := exec.Command("sh", "-c", "sleep 1000 & exec sleep 1000")
		leader.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		leader.Start()
		exec.Command("sh", "-c", "(sleep 1000 &)").Run() // its parent ends
	},
}

// A player is a Supervisor whose events are gathered.
type player struct {
	*Supervisor
	t   *testing.T
	out [3]strings.Builder
}

func newPlayer(t *testing.T) *player {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Start(Options{Path: exe, Args: []string{"play"}})
	if err != nil {
		t.Fatal(err)
	}
	p := &player{Supervisor: s, t: t}
	if m, ok := p.next().Message.(*link.Ready); !ok || m.Pid != s.Pid() {
		t.Fatalf("first event is %+v, want Ready", m)
	}
	return p
}

func (p *player) next() Event {
	p.t.Helper()
	select {
	case e, ok := <-p.Events():
		if !ok {
			p.t.Fatal("events ended")
		}
		return e
	case <-time.After(20 * time.Second):
		p.t.Fatal("no event")
	}
	panic("unreachable")
}

// play runs a role until it is done (nil) or the worker has ended.
func (p *player) play(role string) *Exit {
	p.t.Helper()
	p.Send(&link.Run{Seq: 1, Cell: 1, Unit: []byte(role)})
	return p.drain()
}

func (p *player) drain() *Exit {
	p.t.Helper()
	for {
		e := p.next()
		switch m := e.Message.(type) {
		case *link.Output:
			p.out[m.Stream].Write(m.Data)
		case *link.Done:
			return nil
		case nil:
			if _, ok := <-p.Events(); ok {
				p.t.Error("an event after Exit")
			}
			return e.Exit
		}
	}
}

// end closes the worker and checks that the process is gone.
func (p *player) end() {
	p.t.Helper()
	done := make(chan *Exit)
	go func() {
		var last *Exit
		for e := range p.Events() {
			last = e.Exit
		}
		done <- last
	}()
	p.Close()
	if e := <-done; e == nil || !e.Asked {
		p.t.Errorf("exit is %+v, want one that was asked for", e)
	}
	p.gone()
}

// gone checks that no live process is left in the worker's session. Whoever reaps
// orphans may leave them as zombies for a while.
func (p *player) gone() {
	p.t.Helper()
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		text, _ := os.ReadFile(name)
		_, rest, _ := strings.Cut(string(text), ") ")
		if f := strings.Fields(rest); len(f) > 3 && f[3] == strconv.Itoa(p.Pid()) && f[0] != "Z" {
			p.t.Errorf("a process is left over: %s", text)
		}
	}
}

func TestOutputPrecedesDone(t *testing.T) {
	p := newPlayer(t)
	defer p.end()
	for _, role := range []string{"nothing", "lines", "raw", "child"} {
		if e := p.play(role); e != nil {
			t.Fatalf("%s: %+v", role, e)
		}
	}
	var want strings.Builder
	for i := range 1000 {
		fmt.Fprintln(&want, i)
	}
	for range 3000 {
		fmt.Fprintln(&want, strings.Repeat("o", 99))
	}
	want.WriteString("from a child\n")
	if got := p.out[link.Stdout].String(); got != want.String() {
		t.Errorf("stdout has %d bytes, want %d", len(got), want.Len())
	}
	if got := p.out[link.Stderr].Len(); got != 300000 {
		t.Errorf("stderr has %d bytes, want 300000", got)
	}
}

func TestEnds(t *testing.T) {
	for _, tt := range []struct{ role, reason, crash string }{
		{"exit", "exit status 3", ""},
		{"panic", "panic: last words", "goroutine 1"},
		{"maps", "fatal error: concurrent map", "goroutine "},
		{"unreachable", "the program closed the descriptors", ""},
	} {
		t.Run(tt.role, func(t *testing.T) {
			t.Setenv("GORACE", "report_bugs=0") // its reports would stand amid the words of "maps"
			p := newPlayer(t)
			e := p.play(tt.role)
			if e == nil || e.Asked || !strings.HasPrefix(e.Reason, tt.reason) {
				t.Fatalf("exit is %+v, want reason %q", e, tt.reason)
			}
			if !strings.Contains(strings.Join(e.Crash, "\n"), tt.crash) {
				t.Errorf("crash message is %q", e.Crash)
			}
			p.gone()
		})
	}
}

func TestMemory(t *testing.T) {
	if quota.Resident(os.Getpid()) == 0 {
		t.Logf("the memory of processes is not known on %s", runtime.GOOS)
		return
	}
	t.Setenv(quota.Variable, "150MiB")
	p := newPlayer(t)
	e := p.play("greedy")
	words := regexp.MustCompile(`^fatal error: out of memory: the program took \d+ MiB, and GOSCHED_MEMORY allows 150 MiB$`)
	if e == nil || e.Asked || !words.MatchString(e.Reason) {
		t.Fatalf("exit is %+v", e)
	}
	p.gone()
}

func TestKilled(t *testing.T) {
	p := newPlayer(t)
	syscall.Kill(p.Pid(), syscall.SIGKILL)
	if e := p.drain(); e == nil || e.Reason != "killed by signal: killed" {
		t.Errorf("exit is %+v", e)
	}
}

func TestAsideIsOutput(t *testing.T) {
	p := newPlayer(t)
	defer p.end()
	p.play("aside")
	for p.out[link.Stderr].Len() == 0 {
		if m, ok := p.next().Message.(*link.Output); ok {
			p.out[m.Stream].Write(m.Data)
		}
	}
	if got := p.out[link.Stderr].String(); got != "an aside\n" {
		t.Errorf("stderr is %q", got)
	}
}

func TestDeafWorkerIsKilled(t *testing.T) {
	p := newPlayer(t)
	p.Send(&link.Run{Seq: 1, Unit: []byte("deaf")})
	p.next() // it is deaf now
	p.end()
}

func TestGrandchildrenEnd(t *testing.T) {
	p := newPlayer(t)
	p.play("orphans")
	p.end()
}

func TestDiscard(t *testing.T) {
	p := newPlayer(t)
	p.Send(&link.Run{Seq: 1, Unit: []byte("lines")})
	p.Discard()
	p.Close()
	p.gone()
}

func TestStartErrors(t *testing.T) {
	if _, err := Start(Options{Path: "no/such/program"}); err == nil || !strings.Contains(err.Error(), "starting worker") {
		t.Errorf("error is %v", err)
	}
	if _, err := Start(Options{Env: []string{quota.Variable + "=much"}}); err == nil || !strings.Contains(err.Error(), `starting worker: GOSCHED_MEMORY is "much"`) {
		t.Errorf("error is %v", err)
	}
}
