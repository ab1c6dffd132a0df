package front

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/offspring"
	"gosched/kernel/internal/supervisor"
	"gosched/kernel/internal/wire"
)

func TestDescribeExit(t *testing.T) {
	concurrent := strings.Split(`fatal error: concurrent map writes

goroutine 34 [running]:
internal/runtime/maps.fatal({0x1, 0x2})
	panic.go:1000 +0x18
main.f(...)
	cell 4, line 2
goroutine 1 [chan receive]:
main.main()`, "\n")
	overflow := strings.Split(`runtime: goroutine stack exceeds 1000000000-byte limit
runtime: sp=0xc0200e0380 stack=[0xc0200e0000, 0xc0400e0000]
fatal error: stack overflow

runtime stack:
runtime.throw({0x1, 0x2})`, "\n")
	for _, test := range []struct {
		name    string
		exit    supervisor.Exit
		exiting *link.Exiting
		want    []string
	}{
		{"map", supervisor.Exit{Reason: concurrent[0], Crash: concurrent}, nil,
			[]string{"fatal error", "concurrent map writes", "\tcell 4, line 2"}},
		{"overflow", supervisor.Exit{Reason: overflow[2], Crash: overflow}, nil,
			[]string{"fatal error", "stack overflow", overflow[0], overflow[1]}},
		{"status", supervisor.Exit{Reason: "exit status 3"}, nil, []string{"exit", "exit status 3"}},
		{"os.Exit", supervisor.Exit{Reason: "exit status 3"}, &link.Exiting{Code: 3},
			[]string{"exit", "exit status 3: the program ended the worker process"}},
		{"killed", supervisor.Exit{Reason: "killed by signal: killed"}, nil, []string{"killed", "killed by signal: killed"}},
	} {
		e := describeExit(&test.exit, test.exiting)
		got := append([]string{e.Name, e.Value}, e.Traceback[1:]...)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestParents(t *testing.T) {
	var p parents
	if p.of(3).request != nil {
		t.Error("a parent before the first cell")
	}
	for i := 1; i <= maxParents+5; i++ {
		p.add(&cell{number: i, request: &wire.Message{Header: wire.Header{ID: string(rune(i))}}})
	}
	if len(p.byCell) != maxParents || len(p.order) != maxParents {
		t.Errorf("%d cells are remembered", len(p.byCell))
	}
	latest := p.byCell[maxParents+5]
	if p.of(3) != latest || p.of(0) != latest {
		t.Error("the output of a forgotten cell does not go to the latest one")
	}
	if p.of(6) == latest {
		t.Error("the output of a remembered cell goes to the latest one")
	}
}

// TestPlace tells a second worker what the first was told.
func TestPlace(t *testing.T) {
	p := newPlace(func() (string, error) { return "/here", nil }, []string{"A=1", "B=2"})
	var first, second told
	p.setenv(&first, "C", "3")
	p.unsetenv(&first, "A")
	p.chdir(&first, "/there")
	p.tell(&second)
	if got := strings.Join(p.environ(), " "); got != "B=2 C=3" {
		t.Errorf("environment %s", got)
	}
	if len(first) != 3 || len(second) != 3 {
		t.Errorf("told %v and %v", first, second)
	}
	if c, ok := second[0].(*link.Chdir); !ok || c.Dir != "/there" {
		t.Errorf("told %v", second[0])
	}
	if e, ok := second[1].(*link.Setenv); !ok || e.Key != "A" || !e.Unset {
		t.Errorf("told %v", second[1])
	}
}

type told []link.Message

func (l *told) Send(m link.Message) { *l = append(*l, m) }

func TestUsage(t *testing.T) {
	var u usage
	u.reply(0)
	r := u.reply(os.Getpid())
	if r.PID != os.Getpid() || r.CPUCount < 1 {
		t.Errorf("%+v", r)
	}
	if r.KernelMemory > 0 && (r.HostVirtualMemory == nil || r.HostVirtualMemory.Total < r.HostVirtualMemory.Used) {
		t.Errorf("%+v", r.HostVirtualMemory)
	}
}

// TestShell runs a child process in a cell: its output, its failure, its end by
// an interrupt. Time is real here.
func TestShell(t *testing.T) {
	k := newClient(t, nil)
	defer k.close()
	run := func(code string) (wire.ExecuteReply, string) {
		t.Helper()
		request := k.send(t, wire.ExecuteRequest{Code: code, StoreHistory: true})
		var text strings.Builder
		for m := range k.IOPub() {
			if content, _ := m.Decode(); m.Header.Type == "stream" {
				s := content.(wire.Stream)
				text.WriteString(s.Text)
				if s.Text == "ready\n" {
					k.front.Interrupt()
				}
			}
			if isIdle(t, m, request) {
				break
			}
		}
		content, err := (<-k.Replies()).Decode()
		if err != nil {
			t.Fatal(err)
		}
		return content.(wire.ExecuteReply), text.String()
	}
	dir := t.TempDir()
	for _, test := range []struct{ code, text, failure string }{
		{"%%bash\necho one\necho two >&2\nexit 0", "one\ntwo\n", ""},
		{"!exit 7", "", "command: exit: exit status 7"},
		{"%cd " + dir, dir + "\n", ""},
		{"!pwd", dir + "\n", ""},
		{"%env KEY=value\n!echo $KEY\nprint and Go", "value\nand Go\n", ""},
		{"%%bash\necho ready; sleep 60 & sleep 60", "ready\n", "Interrupted: the cell was stopped"},
		{"!kill -9 $$", "", "command: kill: killed by signal: killed"},
		{"%%writefile a.txt\nbody", "wrote a.txt (5 bytes)\n", ""},
		{"%%writefile -a a.txt\nmore", "appended to a.txt (5 bytes)\n", ""},
		{"!cat a.txt", "body\nmore\n", ""},
	} {
		reply, text := run(test.code)
		failure := ""
		if reply.Failure != nil {
			failure = reply.Name + ": " + reply.Value
		}
		if failure != test.failure || sorted(text) != sorted(test.text) {
			t.Errorf("%s\ngot %q %q\nwant %q %q", test.code, text, failure, test.text, test.failure)
		}
	}
}

// sorted makes the order of lines on two streams indifferent.
func sorted(text string) string {
	return strings.Join(slices.Sorted(strings.Lines(text)), "")
}

// TestEnd ends a kernel in whatever state: nothing is left, which the bubble checks.
func TestEnd(t *testing.T) {
	for _, code := range []string{"", "block", "%time block", "ask x", "after 1h x", "flood 100000 x"} {
		synctest.Test(t, func(t *testing.T) {
			k := newClient(t, nil)
			k.send(t, wire.ExecuteRequest{Code: code, AllowStdin: true})
			synctest.Wait()
			k.close()
			if _, err := k.SendShell(wire.KernelInfoRequest{}); err == nil {
				t.Error("a closed kernel takes requests")
			}
		})
	}
}

// TestMain makes the test binary a keeper, too.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == offspring.KeeperCommand {
		offspring.Keeper(os.Args[3:])
		return
	}
	os.Exit(m.Run())
}
