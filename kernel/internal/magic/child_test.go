package magic

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestBash runs scripts and looks at what they print and how they end.
func TestBash(t *testing.T) {
	for _, test := range []struct{ script, out, errout, failure string }{
		{"echo hello", "hello", "", ""},
		{"echo out; echo err >&2; exit 3", "out", "err", "bash: exit status 3"},
		{"for i in $(seq 20000); do echo line $i; done | tail -1", "line 20000", "", ""},
		{"kill -TERM $$", "", "", "bash: killed by signal: terminated"},
		{"read x; echo \"read $?\"", "read 1", "", ""},
		{"printf 'no newline'", "no newline", "", ""},
	} {
		e := newFakeEnv(t.TempDir())
		err := run(t, e, "%%bash\n"+test.script)
		failure := ""
		if err != nil {
			failure = err.Error()
		}
		if got := e.output(); got != test.out || strings.TrimSpace(e.err.String()) != test.errout || failure != test.failure {
			t.Errorf("%s: got %q, %q, %q", test.script, got, e.err.String(), failure)
		}
	}
}

// TestBigOutput keeps all of it.
func TestBigOutput(t *testing.T) {
	e := newFakeEnv(t.TempDir())
	if err := run(t, e, "!head -c 5000000 /dev/zero"); err != nil {
		t.Fatal(err)
	}
	if n := len(e.output()); n != 5000000 {
		t.Errorf("%d bytes", n)
	}
}

// TestNoProcessLeft ends scripts in all ways: nothing of their groups is left.
func TestNoProcessLeft(t *testing.T) {
	for _, test := range []struct {
		script    string
		interrupt bool
		end       string
	}{
		{"echo $$; sleep 60 & sleep 60 & wait", true, "killed by signal: terminated"},
		{"echo $$; sleep 60 & exit 4", false, "exit status 4"},
		{"trap '' TERM; echo $$; sleep 60 & while :; do sleep 1; done", true, "killed by signal: killed"},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		printed := make(chan string, 1)
		cmd := exec.Command("bash", "-c", test.script)
		c, err := startChild(cmd, func(_ Stream, p []byte) {
			select {
			case printed <- strings.TrimSpace(string(p)):
			default:
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		group, err := strconv.Atoi(<-printed)
		if err != nil || group != cmd.Process.Pid {
			t.Fatalf("group %d of process %d: %v", group, cmd.Process.Pid, err)
		}
		if test.interrupt {
			cancel()
		}
		if err := c.wait(ctx); fmt.Sprint(err) != test.end {
			t.Errorf("%s: ended by %v, want %s", test.script, err, test.end)
		}
		cancel()
		if err := gone(group); err != nil {
			t.Errorf("%s: %v", test.script, err)
		}
	}
}

// gone waits until no process of a group is left.
func gone(group int) error {
	for range 500 {
		if !alive(group) {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("processes of group %d are left", group)
}

// TestEscaped leaves a process that has left the group and holds the output open:
// the cell ends all the same, long before that process.
func TestEscaped(t *testing.T) {
	e := newFakeEnv(t.TempDir())
	if err := run(t, e, "%%bash\necho before; setsid sleep 600 & echo $! >pid; sleep 0.2; echo after"); err != nil {
		t.Fatal(err)
	}
	if got := e.output(); got != "before\nafter" {
		t.Errorf("%q", got)
	}
	text, err := os.ReadFile(filepath.Join(e.dir, "pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Errorf("the process that left the group: %v", err)
	}
}
