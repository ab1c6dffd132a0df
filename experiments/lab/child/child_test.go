package child

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gosched/experiments/lab"

	"golang.org/x/sys/unix"
)

var echo = Register("echo", func(args []string) error {
	fmt.Println(strings.Join(args, " "))
	return nil
})

func init() {
	Register("fail", func([]string) error { return errors.New("as asked") })
	Register("crash", func([]string) error { panic("crashed") })
	Register("hang", func([]string) error {
		fmt.Println("waiting")
		time.Sleep(time.Hour)
		return nil
	})
	Register("deadlock", func([]string) error {
		fmt.Println("locking twice")
		var mu sync.Mutex
		mu.Lock()
		mu.Lock()
		return nil
	})
	Register("slowly", func([]string) error {
		fmt.Println("one")
		time.Sleep(lab.Seconds(1))
		fmt.Print("two, ")
		time.Sleep(lab.Seconds(1))
		fmt.Print("still two\nend")
		return nil
	})
	Register("hold", func(args []string) error {
		file, err := os.OpenFile(args[0], os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer file.Close()
		time.Sleep(time.Hour)
		return nil
	})
	Register("parent", func(args []string) error {
		if _, err := Start("hold", args...); err != nil {
			return err
		}
		time.Sleep(time.Hour)
		return nil
	})
	Register("unit", func([]string) error {
		fmt.Println(os.Getenv("GOSCHED_U"), os.Getenv(roleVariable))
		return nil
	})
}

func TestMain(m *testing.M) {
	Main()
	os.Exit(m.Run())
}

const patience = 600 // document seconds that no child here needs

func TestTranscript(t *testing.T) {
	for _, test := range []struct {
		role, output, status string
		ok                   bool
	}{
		{"echo", "a b\n", "exit status 0", true},
		{"fail", "as asked\n", "exit status 1", false},
		{"crash", "panic: crashed", "exit status 2", false},
		{"unit", lab.U.String() + " \n", "exit status 0", true},
		{"none", `no role "none" in this program (what a cell registers is known in compiled cells only, %%go); there are: crash, deadlock, echo,`, "exit status 1", false},
	} {
		c, err := Start(test.role, "a", "b")
		if err != nil {
			t.Fatal(err)
		}
		got := c.Wait(patience)
		if !strings.HasPrefix(got.Output, test.output) || got.Status != test.status || got.OK != test.ok || got.Killed {
			t.Errorf("%s: %+v", test.role, got)
		}
	}
}

func TestWatchdog(t *testing.T) {
	c, err := Start("hang")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Wait(0.5); !got.Killed || got.OK || got.Status != "signal: killed" {
		t.Errorf("%+v", got)
	}
}

// The watchdog asks for a dump: what was printed before is told apart from it.
func TestDump(t *testing.T) {
	c, err := Start("hang")
	if err != nil {
		t.Fatal(err)
	}
	got := c.WaitOrDump(3)
	said, words := got.Said()
	if !got.Killed || got.Status != "exit status 2" || len(said) != 1 || said[0].Text != "waiting" {
		t.Errorf("%+v", got)
	}
	if !strings.HasPrefix(words, "SIGQUIT: quit\n") || !strings.Contains(words, "[sleep]:") {
		t.Errorf("last words:\n%s", words)
	}
}

// A child whose goroutines all wait is ended by its runtime, or by the watchdog
// where that does not notice.
func TestDeadlock(t *testing.T) {
	c, err := Start("deadlock")
	if err != nil {
		t.Fatal(err)
	}
	limit, first := 10.0, "SIGQUIT: quit\n"
	if DetectsDeadlock() {
		limit, first = patience, "fatal error: all goroutines are asleep - deadlock!\n"
	}
	got := c.WaitOrDump(limit)
	said, words := got.Said()
	if got.Killed == DetectsDeadlock() || got.Status != "exit status 2" || len(said) != 1 || said[0].Text != "locking twice" {
		t.Errorf("%+v", got)
	}
	if !strings.HasPrefix(words, first) || !strings.Contains(words, "[sync.Mutex.Lock]:") {
		t.Errorf("last words:\n%s", words)
	}
	if got.Deadlock() != DetectsDeadlock() || !got.Stuck() {
		t.Errorf("a deadlock is told as %v, stuck %v", got.Deadlock(), got.Stuck())
	}
}

func TestRun(t *testing.T) {
	got := Run(patience, echo, "a")
	if !got.OK || got.Output != "a\n" || got.Stuck() || got.Err != nil {
		t.Errorf("%+v", got)
	}
	if got := Run(0.5, "hang"); !got.Stuck() || got.Deadlock() || !strings.HasSuffix(got.String(), "watchdog)") {
		t.Errorf("%+v", got)
	}
}

// What is read of a transcript.
func TestTranscriptText(t *testing.T) {
	for _, test := range []struct {
		transcript Transcript
		want       string
		silence    float64
	}{
		{
			Transcript{Lines: []Line{{0.04, "one"}, {1.02, "two"}}, Status: "exit status 0", Seconds: 1.5},
			" 0.0 s  one\n 1.0 s  two\n 1.5 s  (exit status 0)", 0.48,
		},
		{
			Transcript{Lines: []Line{{1, "one"}, {6, asleep}, {6, ""}, {6, "goroutine 1 [select (no cases)]:"}}, Status: "exit status 2", Seconds: 6},
			" 1.0 s  one\n 6.0 s  " + asleep, 5,
		},
		{
			Transcript{Lines: []Line{{1, "one"}, {6, "SIGQUIT: quit"}}, Status: "exit status 2", Seconds: 6, Killed: true},
			" 1.0 s  one\n 6.0 s  (看门狗 · watchdog)", 5,
		},
		{Transcript{Status: "why", Err: errors.New("why")}, "why", 0},
	} {
		if got := test.transcript.String(); got != test.want {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
		if got := test.transcript.Text(); len(got) > 0 && got[0] != "one" || slices.Contains(got, asleep) {
			t.Errorf("text %q", got)
		}
		if got := test.transcript.Silence(); math.Abs(got-test.silence) > 1e-9 {
			t.Errorf("silent for %v s, want %v", got, test.silence)
		}
	}
}

// Last words name no addresses and no directories.
func TestLastWords(t *testing.T) {
	var o output
	o.watch = lab.Start()
	fmt.Fprint(&o, `before
panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a4917]

goroutine 1 [running]:
sync.(*Mutex).Lock(...)
	/usr/local/go/src/sync/mutex.go:46
main.f({0x4a4917?, 0x71bac0?}, 0xc000012345)
	/home/me/cell 1:3 +0x9b
main.main()
	main.go:7 +0x1f
created by main.start in goroutine 1
	C:/me/main.go:9 +0x1f
`)
	const want = `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation]

goroutine 1 [running]:
sync.(*Mutex).Lock(...)
	mutex.go:46
main.f(...)
	cell 1:3
main.main()
	main.go:7
created by main.start in goroutine 1
	main.go:9
`
	said, words := Transcript{Lines: o.lines}.Said()
	if len(said) != 1 || said[0].Text != "before" || words != want {
		t.Errorf("said %v, last words:\n%s", said, words)
	}
}

// Lines carry the time at which they came.
func TestLines(t *testing.T) {
	c, err := Start("slowly")
	if err != nil {
		t.Fatal(err)
	}
	got := c.Wait(patience)
	if len(got.Lines) != 3 || got.Output != "one\ntwo, still two\nend" {
		t.Fatalf("%+v", got)
	}
	one, two, end := got.Lines[0], got.Lines[1], got.Lines[2]
	if one.Text != "one" || two.Text != "two, still two" || end.Text != "end" {
		t.Errorf("lines %+v", got.Lines)
	}
	if two.At-one.At < 0.9 || end.At-two.At < 0.9 || got.Seconds < end.At {
		t.Errorf("times %+v, end %v; want a second between lines", got.Lines, got.Seconds)
	}
}

// A child ends with its parent, however that ends.
func TestChildEndsWithItsParent(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := unix.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	parent, err := Start("parent", fifo)
	if err != nil {
		t.Fatal(err)
	}
	defer parent.Kill()
	held, err := os.Open(fifo) // waits for the grandchild to open it
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	parent.Kill()
	if _, err := io.ReadAll(held); err != nil { // ends with the grandchild
		t.Error(err)
	}
}

// However a child ends, it is reaped, and no goroutine of its parent is left.
func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, end := range []func(*Child){
		func(c *Child) { c.Wait(0.1) },
		func(c *Child) { c.WaitOrDump(0.1) },
		func(c *Child) { c.Kill() },
		func(c *Child) { c.Kill(); c.Wait(patience) },
	} {
		c, err := Start("hang")
		if err != nil {
			t.Fatal(err)
		}
		end(c)
		if c.cmd.ProcessState == nil {
			t.Error("a child was not waited for")
		}
	}
	for range 1_000_000 { // a goroutine that has closed ended may have a few steps to go
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestProgramWithoutMain(t *testing.T) {
	mainCalled.Store(false)
	defer mainCalled.Store(true)
	if _, err := Start("echo"); err == nil {
		t.Error("a child was started that would not know its role")
	}
	if got := Run(patience, "echo"); got.Err == nil || got.Status == "" || got.OK {
		t.Errorf("%+v", got)
	}
}
