package deadlock

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/notebooktest"
	"gosched/kernel/rt"
)

// A slowUser is the host of the tests: who is asked for a line takes some time.
type slowUser struct{}

func (slowUser) Output(int, rt.Stream, []byte) {}

func (slowUser) Input(_ int, _ string, _ bool, done <-chan struct{}) (string, error) {
	select {
	case <-time.After(300 * time.Millisecond):
		return "gopher", nil
	case <-done:
		return "", io.EOF
	}
}

func (slowUser) Exit(int, int) { panic("a cell ends the process") }

// hogging makes a process one that takes what processor time it can get until its
// standard input ends.
const hogging = "GOSCHED_TEST_HOG"

var spun atomic.Int64

func TestMain(m *testing.M) {
	if os.Getenv(hogging) != "" {
		for range runtime.GOMAXPROCS(0) {
			go func() {
				for n := 0; ; n++ {
					spun.Store(int64(n))
				}
			}()
		}
		io.Copy(io.Discard, os.Stdin)
		return
	}
	rt.Connect(slowUser{})
	os.Exit(m.Run())
}

// beside runs do on so many processors, beside a process that leaves little time.
func beside(t *testing.T, procs int, do func(t *testing.T)) {
	t.Run(fmt.Sprint(procs, " processors"), func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		hog := exec.Command(os.Args[0])
		hog.Env = append(os.Environ(), hogging+"=1")
		stop, err := hog.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := hog.Start(); err != nil {
			t.Fatal(err)
		}
		defer hog.Wait()
		defer stop.Close()
		do(t)
	})
}

// runAll runs the cells of a file, of which none fails.
func runAll(t *testing.T, n *notebooktest.Notebook, file string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		if out := n.Run(t, string(f.Data)); out.Err != nil {
			t.Errorf("%s: %s: %s", f.Name, out.Err.Name, out.Err.Msg)
			if out.Err.Deadlock != nil {
				t.Log(explain(out.Err.Deadlock).text())
			}
		}
	}
}

// TestNeverReported runs programs that merely wait. In the end one does not.
func TestNeverReported(t *testing.T) {
	for _, procs := range []int{2, 1} {
		beside(t, procs, func(t *testing.T) {
			n := notebooktest.New(t)
			runAll(t, n, "testdata/waits.txt")
			if out := n.Run(t, "select {}"); out.Err == nil || out.Err.Deadlock == nil {
				t.Errorf("select {} ended so: %+v", out.Err)
			}
		})
	}
}

// TestForeignWaits runs programs that wait for goroutines of compiled packages. Some of
// these stay: no deadlock is found in this process afterwards.
func TestForeignWaits(t *testing.T) {
	for _, procs := range []int{2, 1} {
		beside(t, procs, func(t *testing.T) { runAll(t, notebooktest.New(t), "testdata/foreign.txt") })
	}
}
