//go:build unix

package twin

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"gosched/kernel/internal/offspring"
)

// lean is the environment of compiler and linker: for a program of the size of a cell
// it takes longer to collect their garbage, and to hand work from processor to
// processor, than to do without.
var lean = []string{"GOGC=off", "GOMEMLIMIT=1GiB", "GOMAXPROCS=1"}

// cmd prepares a part of the toolchain to work in the directory of a program. When
// ctx ends it is killed with what it has started.
func (t *toolchain) cmd(ctx context.Context, dir, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir, cmd.Env = dir, append(slices.Clip(t.environ), "PWD="+dir)
	if path != t.command {
		cmd.Env = append(cmd.Env, lean...)
	}
	cmd.SysProcAttr = offspring.GroupLeader()
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	return cmd
}

// A refusal is the error of a tool that does not accept what it is given.
type refusal struct{ text string }

func (e *refusal) Error() string { return e.text }

// output runs a part of the toolchain and returns what it says; if it fails, the error
// is a *refusal.
func (t *toolchain) output(ctx context.Context, dir, path string, args ...string) (string, error) {
	out, err := t.cmd(ctx, dir, path, args...).CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil, ctx.Err() != nil:
		return string(out), ctx.Err()
	case errors.As(err, &exit):
		return "", &refusal{string(out)}
	}
	return "", fmt.Errorf("running %s: %w", filepath.Base(path), err)
}

// run is output for what is about a program: if the tool fails, the error is a
// *Rejection.
func (t *toolchain) run(ctx context.Context, dir, path string, args ...string) (string, error) {
	said, err := t.output(ctx, dir, path, args...)
	var refused *refusal
	if errors.As(err, &refused) {
		return "", complaints(refused.text, dir)
	}
	return said, err
}
