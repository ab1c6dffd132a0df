package twin

import (
	"context"
	"os"
	"sync"

	"gosched/kernel/internal/scratch"
	"gosched/kernel/internal/twin/support"
)

// Options are what a Twin is made of.
type Options struct {
	// Module returns the directory of the session's go.mod; nil: it requires
	// nothing.
	Module func() (string, error)

	// Place returns the directory for what is compiled.
	Place func() (string, error)

	// Cache is the directory for what later kernels need, too; "" is scratch.Cache.
	Cache string
}

// A Twin compiles programs for one kernel. Its methods may be called by
// any goroutine.
type Twin struct {
	options Options

	building sync.Mutex // held by builds, one at a time; guards all below
	place    string     // directory for what is compiled, "" before the first build
	sources  string     // directory of the embedded sources
	tools    map[string]*toolchain
	known    map[string]exports
	binaries binaries
}

// New returns a Twin. Nothing is made before the first build.
func New(o Options) *Twin {
	return &Twin{options: o, tools: make(map[string]*toolchain), known: make(map[string]exports)}
}

// open makes the directories. It is called with building held.
func (t *Twin) open() (err error) {
	if t.place != "" {
		return nil
	}
	cache := t.options.Cache
	if cache == "" {
		if cache, err = scratch.Cache(); err != nil {
			return err
		}
	}
	if t.sources, err = support.Unpack(cache); err != nil {
		return err
	}
	t.place, err = t.options.Place()
	return err
}

// toolchain returns the toolchain of an environment. Where it is depends on few
// variables.
func (t *Twin) toolchain(ctx context.Context, environ []string) (*toolchain, error) {
	key := ""
	for _, v := range []string{"PATH", "GOROOT", "GOPATH", "GOMODCACHE", "GOCACHE", "CGO_ENABLED", "CC", "HOME", "GOEXPERIMENT", "GOENV"} {
		key += variable(environ, v) + "\x00"
	}
	if known := t.tools[key]; known != nil {
		return known, nil
	}
	found, err := findToolchain(ctx, environ)
	if err != nil {
		return nil, err
	}
	t.tools[key] = found
	return found, nil
}

// key names a toolchain.
func (t *toolchain) key() string {
	return t.command + " " + t.GOVERSION + " " + t.CGO_ENABLED + " " + t.CC
}

// maxBinaries is how many compiled programs are kept.
const maxBinaries = 20

// Binaries are the latest compiled programs, the latest used last.
type binaries struct {
	byName map[string]*Binary
	order  []string
}

// get returns a binary, nil if it is not kept.
func (b *binaries) get(name string) *Binary {
	found := b.byName[name]
	if found == nil {
		return nil
	}
	if _, err := os.Stat(found.Path); err != nil {
		return nil // somebody has cleaned up
	}
	b.touch(name)
	return found
}

func (b *binaries) touch(name string) {
	for i, n := range b.order {
		if n == name {
			b.order = append(b.order[:i], b.order[i+1:]...)
			break
		}
	}
	b.order = append(b.order, name)
}

// put keeps a binary, and removes the one that has not been used for longest.
func (b *binaries) put(name string, made *Binary) {
	if b.byName == nil {
		b.byName = make(map[string]*Binary)
	}
	b.byName[name] = made
	b.touch(name)
	for len(b.order) > maxBinaries {
		old := b.order[0]
		b.order = b.order[1:]
		os.Remove(b.byName[old].Path)
		delete(b.byName, old)
	}
}
