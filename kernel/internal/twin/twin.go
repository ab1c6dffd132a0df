package twin

import (
	"context"
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

// A Twin compiles programs for one kernel. Its methods may be called by any goroutine.
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

// toolchain returns the toolchain of an environment. Where it is and what it says depends
// on few variables.
func (t *Twin) toolchain(ctx context.Context, environ []string) (*toolchain, error) {
	key := ""
	for _, v := range append([]string{"PATH", "GOROOT", "GOPATH", "GOMODCACHE", "GOCACHE", "HOME", "GOENV"}, asked...) {
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
