package twin

import (
	"os"
	"os/exec"
	"slices"
	"testing"

	"gosched/kernel/internal/offspring"
)

// Both ways to find descendants find a child, and what that has started.
func TestDescendants(t *testing.T) {
	cmd := exec.Command("sh", "-c", "sleep 1000 & echo started; wait")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.SysProcAttr = offspring.GroupLeader()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	if _, err := out.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	quick, all := descendants(os.Getpid()), allDescendants(os.Getpid())
	slices.Sort(quick)
	slices.Sort(all)
	if !slices.Contains(quick, cmd.Process.Pid) || len(quick) != 2 || !slices.Equal(quick, all) {
		t.Errorf("%v and %v, want %d and its child", quick, all, cmd.Process.Pid)
	}
	for _, p := range quick {
		if proc, err := os.FindProcess(p); err == nil {
			proc.Kill()
		}
	}
}
