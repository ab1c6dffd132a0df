package twin

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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
	s, dir, err := t.tree(ctx, p, environ)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	return s.tools.run(ctx, dir, s.tools.command, args...)
}

// tree writes a program into a directory of its own.
func (t *Twin) tree(ctx context.Context, p *Program, environ []string) (s *setting, dir string, err error) {
	t.building.Lock()
	defer t.building.Unlock()
	if s, err = t.prepare(ctx, p, Flags{}, environ); err != nil {
		return nil, "", err
	}
	dir = filepath.Join(t.place, "tree-"+p.hash(s.module.mod, s.module.sum))
	if err := p.write(dir, s.module); err != nil {
		return nil, "", fmt.Errorf("writing the program: %w", err)
	}
	return s, dir, nil
}
