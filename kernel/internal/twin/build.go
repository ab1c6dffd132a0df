package twin

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Flags say how a program is built.
type Flags struct {
	Race    bool
	GCFlags string // of the compiler, for the cell's own code, separated by spaces
}

// A Binary is a program that has been compiled.
type Binary struct {
	Path   string
	Native bool          // see Program
	Took   time.Duration // to compile it, 0 if that was done before
	Said   string        // by the compiler, which may have been asked to with -gcflags

	cells []string    // that the program names, as it was compiled
	now   *renumberer // from these to what they are now
}

// A Rejection is the error of a program that the compiler refuses.
type Rejection struct {
	Mistakes []Mistake // in cells, in the compiler's order
	Other    []string  // lines that name no cell
}

func (e *Rejection) Error() string {
	if len(e.Mistakes) > 0 {
		return e.Mistakes[0].Msg
	}
	return strings.Join(e.Other, "\n")
}

// Build compiles a program, unless that was done before. The error is a *Missing, a
// *Rejection, that of ctx, or a defect of the kernel or its surroundings.
func (t *Twin) Build(ctx context.Context, p *Program, f Flags, environ []string) (*Binary, error) {
	t.building.Lock()
	defer t.building.Unlock()
	start := time.Now()
	s, err := t.prepare(ctx, p, f, environ)
	if err != nil {
		return nil, err
	}
	p.atExit(s.tools)
	name := p.hash(s.module.mod, s.module.sum, s.tools.key(), fmt.Sprint(f))
	if b := t.binaries.get(name); b != nil {
		r := newRenumberer(b.cells, p.cells())
		return &Binary{Path: b.Path, Native: b.Native, Said: r.text(b.Said), now: r}, nil
	}
	dir := filepath.Join(t.place, "build")
	if err := p.write(dir, s.module); err != nil {
		return nil, fmt.Errorf("writing the program: %w", err)
	}
	b := &Binary{Path: filepath.Join(t.place, name), Native: p.Native, cells: p.cells()}
	if b.Said, err = t.compile(ctx, s, p, f, dir, b.Path); err != nil {
		os.Remove(b.Path)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	t.binaries.put(name, b)
	made := *b
	made.Took = time.Since(start)
	return &made, nil
}

// A setting is what builds in an environment have in common.
type setting struct {
	tools  *toolchain
	module module
}

// prepare finds the toolchain and the module for a program.
func (t *Twin) prepare(ctx context.Context, p *Program, f Flags, environ []string) (*setting, error) {
	if err := t.open(); err != nil {
		return nil, err
	}
	tools, err := t.toolchain(ctx, environ)
	if err != nil {
		return nil, err
	}
	switch {
	case f.Race:
		err = tools.needsC("the race detector")
	case p.Cgo:
		err = tools.needsC(`import "C"`)
	}
	if err != nil {
		return nil, err
	}
	dir := ""
	if t.options.Module != nil {
		if dir, err = t.options.Module(); err != nil {
			return nil, err
		}
	}
	mod, err := readModule(dir, t.sources, p.usesSupport())
	if err != nil {
		return nil, err
	}
	return &setting{tools, mod}, nil
}

// usesSupport reports whether p may import something of the embedded sources.
func (p *Program) usesSupport() bool {
	for _, path := range p.Imports {
		if first, _, _ := strings.Cut(path, "/"); isOwn(path) || strings.Contains(first, ".") {
			return true
		}
	}
	return false
}

// compile makes the binary: with the compiler and the linker, which takes half of
// the time that the go command does, or with the go command if there is C. It returns
// what the compiler says.
func (t *Twin) compile(ctx context.Context, s *setting, p *Program, f Flags, dir, out string) (said string, err error) {
	if p.Cgo {
		return t.goBuild(ctx, s, p, f, dir, out)
	}
	exports, err := t.exports(ctx, s, f, p.Imports, dir)
	if err != nil {
		return "", err
	}
	config := filepath.Join(dir, "importcfg")
	if err := os.WriteFile(config, []byte(exports), 0o666); err != nil {
		return "", fmt.Errorf("writing the program: %w", err)
	}
	object := filepath.Join(dir, "main.a")
	args := []string{"-o", object, "-p", "main", "-trimpath", dir + "=>", "-lang", fmt.Sprintf("go1.%d", minGo), "-complete", "-dwarf=false",
		"-importcfg", config, "-pack", "-c=4"}
	if f.Race {
		args = append(args, "-race", "-l") // without inlining, of which reports do not know
	}
	args = append(args, strings.Fields(f.GCFlags)...)
	if said, err = s.tools.run(ctx, dir, s.tools.tool("compile"), append(args, sortedKeys(p.Files)...)...); err != nil {
		return "", err
	}
	args = []string{"-o", out, "-importcfg", config, "-buildmode=exe"}
	args = append(args, p.linkFlags()...)
	if cc, _, _ := strings.Cut(s.tools.CC, " "); cc != "" {
		args = append(args, "-extld="+cc)
	}
	if f.Race {
		args = append(args, "-race", "-installsuffix", "race")
	}
	_, err = s.tools.run(ctx, dir, s.tools.tool("link"), append(args, object)...)
	return said, err
}

// goBuild has the go command make the binary.
func (t *Twin) goBuild(ctx context.Context, s *setting, p *Program, f Flags, dir, out string) (string, error) {
	args := []string{"build", "-o", out, "-ldflags=" + strings.Join(p.linkFlags(), " "), "-gcflags=-trimpath=" + dir + "=> " + f.GCFlags}
	if f.Race {
		args = append(args, "-race")
	}
	said, err := s.tools.output(ctx, dir, s.tools.command, append(args, ".")...)
	var refused *refusal
	if errors.As(err, &refused) { // the C compiler knows the lines of the cell, and not its name
		text := strings.ReplaceAll(refused.text, "./"+cellFile+":", "cell "+p.cells()[0]+":")
		return "", complaints(text, dir)
	}
	return said, err
}
