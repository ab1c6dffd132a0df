package twin

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"gosched/kernel/internal/twin/support"
)

// Options are what a Twin is made of.
type Options struct {
	// Module returns the directory of the session's go.mod; nil: it requires
	// nothing.
	Module func() (string, error)

	// Keeper is the command that runs Keep with the arguments that follow; nil is
	// this executable with "twin".
	Keeper []string

	// Cache is the directory for what is made; "" is gosched in the user's cache
	// directory.
	Cache string
}

// A Twin compiles and runs programs for one kernel. Its methods may be called by
// any goroutine.
type Twin struct {
	options Options

	building sync.Mutex // held by builds, one at a time; guards all below
	place    *place     // nil before the first build
	sources  string     // directory of the embedded sources
	tools    map[string]*toolchain
	known    map[string]exports
	binaries binaries
	closed   bool
}

// New returns a Twin. Nothing is made before the first build.
func New(o Options) *Twin {
	return &Twin{options: o, tools: make(map[string]*toolchain), known: make(map[string]exports)}
}

// open makes the directories. It is called with building held.
func (t *Twin) open() error {
	if t.closed {
		return fmt.Errorf("the kernel is ending")
	}
	if t.place != nil {
		return nil
	}
	cache := t.options.Cache
	if cache == "" {
		var err error
		if cache, err = cacheDir(); err != nil {
			return err
		}
	}
	sources, err := support.Unpack(cache)
	if err != nil {
		return err
	}
	p, err := openPlace(filepath.Join(cache, "compiled"))
	if err != nil {
		return err
	}
	t.sources, t.place = sources, p
	return nil
}

// Close removes what was made for this kernel. The build cache of Go stays.
func (t *Twin) Close() error {
	t.building.Lock()
	defer t.building.Unlock()
	t.closed = true
	if t.place == nil {
		return nil
	}
	p := t.place
	t.place = nil
	return p.close()
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
