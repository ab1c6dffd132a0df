package magic

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"gosched/kernel/internal/module"
)

// A fakeEnv is a kernel whose Go is a function and whose outputs are kept.
type fakeEnv struct {
	Compiling // nil: what is compiled is tested with a kernel

	eval  func(src string) (string, error)
	check func(src string) error

	mu       sync.Mutex
	out, err bytes.Buffer
	ran      []string
	names    []Name
	program  string
	docs     map[string]string
	dir      string
	env      map[string]string
	next     string
	page     map[string]string
	resets   int
	exits    int
	modules  *module.Importer

	goroutines func(Which) (*Goroutines, error)
	looks      []Which
	lingering  func(ctx context.Context)
	shown      []map[string]string
}

func newFakeEnv(dir string) *fakeEnv {
	return &fakeEnv{dir: dir, env: map[string]string{"PATH": "/usr/local/bin:/usr/bin:/bin"}}
}

func (e *fakeEnv) Run(src string) (Timing, error) {
	e.ran = append(e.ran, src)
	if e.check != nil {
		return Timing{}, e.check(src)
	}
	return Timing{Elapsed: 1500 * time.Microsecond}, nil
}

func (e *fakeEnv) Trace(src, file string, limit int64) (Timing, error) { return e.Run(src) }

func (e *fakeEnv) Eval(src string) (string, error) {
	e.ran = append(e.ran, src)
	return e.eval(src)
}

func (e *fakeEnv) Check(src string) error {
	if e.check == nil {
		return nil
	}
	return e.check(src)
}

func (e *fakeEnv) Print(s Stream, p []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if s == Stderr {
		e.err.Write(p)
	} else {
		e.out.Write(p)
	}
}

func (e *fakeEnv) Goroutines(which Which) (*Goroutines, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.looks = append(e.looks, which)
	return e.goroutines(which)
}

func (e *fakeEnv) Linger(do func(ctx context.Context)) { e.lingering = do }

func (e *fakeEnv) Modules() *module.Importer { return e.modules }
func (e *fakeEnv) Names() []Name             { return e.names }
func (e *fakeEnv) Program() (string, error)  { return e.program, nil }

func (e *fakeEnv) Doc(name string, detail int) (map[string]string, bool) {
	text, ok := e.docs[name]
	if detail > 0 {
		text += " with source"
	}
	return map[string]string{"text/plain": text}, ok
}

func (e *fakeEnv) Reset() error                { e.resets++; return nil }
func (e *fakeEnv) Dir() string                 { return e.dir }
func (e *fakeEnv) Chdir(dir string)            { e.dir = dir }
func (e *fakeEnv) Setenv(k, v string)          { e.env[k] = v }
func (e *fakeEnv) Unsetenv(k string)           { delete(e.env, k) }
func (e *fakeEnv) NextInput(text string)       { e.next = text }
func (e *fakeEnv) Exit()                       { e.exits++ }
func (e *fakeEnv) Page(page map[string]string) { e.page = page }

func (e *fakeEnv) Environ() []string {
	var list []string
	for _, k := range slices.Sorted(maps.Keys(e.env)) {
		list = append(list, k+"="+e.env[k])
	}
	return list
}

// output returns and forgets what was printed on stdout.
func (e *fakeEnv) output() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.out.String()
	e.out.Reset()
	return strings.TrimSuffix(s, "\n")
}
