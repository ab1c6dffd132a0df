package magic

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gosched/kernel/internal/offspring"
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

// TestMain makes the test binary a keeper, too.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == offspring.KeeperCommand {
		offspring.Keeper(os.Args[3:])
		return
	}
	os.Exit(m.Run())
}

// TestNoProcessLeft ends scripts in all ways. What they start has a named pipe
// open: the end of that says that nothing is left.
func TestNoProcessLeft(t *testing.T) {
	for _, test := range []struct {
		script    string
		interrupt bool
		end       string
	}{
		{"echo up; sleep 60 & sleep 60 & wait", true, "killed by signal: terminated"},
		{"echo up; sleep 60 & exit 4", false, "exit status 4"},
		{"echo up; setsid sleep 60 & nohup sleep 60 & exit 5", false, "exit status 5"},
		{"trap '' TERM; echo up; setsid sleep 60 & while :; do sleep 1; done", true, "killed by signal: killed"},
	} {
		witness := filepath.Join(t.TempDir(), "witness")
		if err := syscall.Mkfifo(witness, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		printed := make(chan bool, 100)
		cmd := exec.Command("bash", "-c", "exec 9>"+witness+"; "+test.script)
		c, err := startChild(cmd, func(Stream, []byte) { printed <- true })
		if err != nil {
			t.Fatal(err)
		}
		r, err := os.Open(witness) // waits for the script to open it
		if err != nil {
			t.Fatal(err)
		}
		<-printed
		if test.interrupt {
			cancel()
		}
		if err := c.wait(ctx); fmt.Sprint(err) != test.end {
			t.Errorf("%s: ended by %v, want %s", test.script, err, test.end)
		}
		cancel()
		if _, err := io.ReadAll(r); err != nil {
			t.Error(err)
		}
		r.Close()
	}
}
