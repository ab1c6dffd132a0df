package twin

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// A Tree is a program written into a directory.
type Tree struct {
	Dir   string
	tools *toolchain
}

// Prepare writes a program, its go.mod and go.sum into a directory of its own. The
// errors are those of Build.
func (t *Twin) Prepare(ctx context.Context, p *Program, environ []string) (*Tree, error) {
	t.building.Lock()
	defer t.building.Unlock()
	s, err := t.prepare(ctx, p, environ)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(t.place, "tree-"+p.hash(s.module.mod, s.module.sum))
	if err := p.write(dir, s.module); err != nil {
		return nil, fmt.Errorf("writing the program: %w", err)
	}
	return &Tree{Dir: dir, tools: s.tools}, nil
}

// Remove removes the directory.
func (d *Tree) Remove() error { return os.RemoveAll(d.Dir) }

// Go returns a go command that works in the directory, without a network. When ctx
// ends it is killed with what it has started.
func (d *Tree) Go(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, d.tools.command, args...)
	cmd.Dir, cmd.Env = d.Dir, append(d.tools.environ, "PWD="+d.Dir)
	ownGroup(cmd)
	return cmd
}

// NeedsC returns a *Missing if there is no C compiler, which what (as in "the race
// detector") needs; nil if there is one.
func (d *Tree) NeedsC(what string) error { return d.tools.needsC(what) }
