package twin

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
)

// Explain compiles a program and returns what the compiler says with flags such as
// -m=2 or -S. The errors are those of Build.
func (t *Twin) Explain(ctx context.Context, p *Program, flags string, environ []string) (string, error) {
	return t.ask(ctx, p, environ, "list", "-export", "-trimpath", "-gcflags="+flags, ".") // which does not link
}

// Vet has go vet look at a program. What it finds is a *Rejection; the other errors
// are those of Build.
func (t *Twin) Vet(ctx context.Context, p *Program, environ []string) error {
	_, err := t.ask(ctx, p, environ, "vet", ".")
	return err
}

// ask runs the go command on a program and returns what it says. What it complains
// of is a *Rejection.
func (t *Twin) ask(ctx context.Context, p *Program, environ []string, args ...string) (string, error) {
	tree, err := t.Prepare(ctx, p, environ)
	if err != nil {
		return "", err
	}
	defer tree.Remove()
	if p.Cgo {
		if err := tree.NeedsC(`import "C"`); err != nil {
			return "", err
		}
	}
	out, err := tree.Go(ctx, args...).CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil, ctx.Err() != nil:
		return string(out), ctx.Err()
	case errors.As(err, &exit):
		return "", complaints(string(out), tree.Dir)
	}
	return "", fmt.Errorf("running go %s: %w", args[0], err)
}
