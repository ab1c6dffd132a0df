package profile

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	pprof "github.com/google/pprof/profile"
)

// TestMain is a program with a profile if the environment asks for one: it waits for a
// lock, allocates, and then for an interrupt if there is an argument.
func TestMain(m *testing.M) {
	if os.Getenv(Var) == "" {
		os.Exit(m.Run())
	}
	defer Start()()
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for worked() < 100*time.Millisecond { // ten samples, however busy the machine is
				mu.Lock()
				kept = bytes.Repeat([]byte("profile"), 10_000)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(os.Args) > 1 {
		os.Stdout.WriteString("ready\n")
		select {}
	}
}

var kept []byte

// worked returns the processor time of this process.
func worked() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r) // cannot fail
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func TestKinds(t *testing.T) {
	for kind := range Kinds {
		file := filepath.Join(t.TempDir(), kind)
		cmd := program(kind, file)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Fatalf("%s: %v\n%s", kind, err, out)
		}
		if sampled(t, file) == 0 {
			t.Errorf("%s: no samples", kind)
		}
	}
}

// An interrupted program has its profile, and ends as if it had none.
func TestInterrupt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cpu")
	cmd := program("cpu", file, "waits")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 6)); err != nil {
		t.Fatal(err)
	}
	cmd.Process.Signal(os.Interrupt)
	_ = cmd.Wait() // the state says more
	if s := cmd.ProcessState.Sys().(syscall.WaitStatus); !s.Signaled() || s.Signal() != syscall.SIGINT {
		t.Errorf("the program ended with %v", cmd.ProcessState)
	}
	if sampled(t, file) == 0 {
		t.Error("no samples")
	}
}

func TestBadKind(t *testing.T) {
	out, err := program("time", filepath.Join(t.TempDir(), "x")).CombinedOutput()
	if want := "profiling: no kind of profile is called \"time\"\n"; err != nil || string(out) != want {
		t.Errorf("%v, %q, want %q", err, out, want)
	}
}

func program(kind, file string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), Var+"="+kind+":"+file)
	return cmd
}

// sampled returns how many samples a profile has.
func sampled(t *testing.T, file string) int {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pprof.ParseData(data)
	if err != nil {
		t.Fatal(err)
	}
	return len(p.Sample)
}
