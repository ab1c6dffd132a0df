package trace

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"gosched/kernel/internal/timeline"
)

// TestMain is a program with a trace if the environment asks for one: it receives from a
// channel, and then says so and waits for an interrupt if there is an argument.
func TestMain(m *testing.M) {
	if os.Getenv(Var) == "" {
		os.Exit(m.Run())
	}
	defer Start()()
	done := make(chan struct{})
	go func() {
		time.Sleep(time.Millisecond)
		close(done)
	}()
	<-done
	if len(os.Args) > 1 {
		os.Stdout.WriteString("ready\n")
		for {
			runtime.Gosched()
		}
	}
}

// traced runs the program and returns its timeline.
func traced(t *testing.T, file string, interrupt bool) *timeline.Timeline {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), Var+"=1000000 "+file)
	if interrupt {
		cmd.Args = append(cmd.Args, "wait")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		cmd.Process.Signal(syscall.SIGINT)
		cmd.Wait()
		if ws := cmd.ProcessState.Sys().(syscall.WaitStatus); !ws.Signaled() || ws.Signal() != syscall.SIGINT {
			t.Errorf("an interrupted program ends with %v", cmd.ProcessState)
		}
	} else if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tl, err := timeline.Read(f, timeline.InFiles)
	if err != nil {
		t.Fatal(err)
	}
	return tl
}

// TestTrace has a program traced to its end, and one until it is interrupted. A name with
// spaces is a file, too.
func TestTrace(t *testing.T) {
	for name, interrupt := range map[string]bool{"to its end": false, "interrupted": true} {
		tl := traced(t, filepath.Join(t.TempDir(), "a trace"), interrupt)
		if !tl.Whole || !tl.Goroutines[0].Main || tl.Sums(timeline.All)[timeline.Recv].Times != 1 {
			t.Errorf("%s: whole: %v, %+v", name, tl.Whole, tl.Goroutines[0])
		}
	}
}

// TestUntraced does nothing where nobody asks for it.
func TestUntraced(t *testing.T) {
	stop := Start()
	stop()
	stop()
}
