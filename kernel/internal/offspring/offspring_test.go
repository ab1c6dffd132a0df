package offspring

import (
	"bufio"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// TestEnd ends a session whose leader has ended: what it started is in three
// process groups.
func TestEnd(t *testing.T) {
	cmd := exec.Command("sh", "-m", "-c", "sleep 1000 & sleep 1000 & (sleep 1000 &); echo started")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	in := bufio.NewScanner(r)
	in.Scan() // then all have been started
	cmd.Wait()
	if n := len(members(cmd.Process.Pid)); n != 3 {
		t.Errorf("%d processes are in the session, want 3", n)
	}
	End(cmd.Process.Pid)
	if left := members(cmd.Process.Pid); len(left) > 0 {
		t.Errorf("processes %v are left", left)
	}
	if in.Scan() {
		t.Errorf("read %q", in.Text())
	}
}
