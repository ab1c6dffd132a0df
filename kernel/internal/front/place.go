package front

import (
	"maps"
	"slices"
	"strings"

	"gosched/kernel/internal/link"
)

// A place is the working directory and environment of cells and commands. The
// front itself never moves: what it knows is told to each worker.
type place struct {
	dir   string
	env   map[string]string
	moved bool                // dir is not the front's own
	edits map[string]struct{} // variables that are not as in the front's own
}

func newPlace(getwd func() (string, error), environ []string) place {
	p := place{env: map[string]string{}, edits: map[string]struct{}{}}
	if dir, err := getwd(); err == nil {
		p.dir = dir
	}
	for _, kv := range environ {
		if k, v, ok := strings.Cut(kv, "="); ok && k != "" {
			p.env[k] = v
		}
	}
	return p
}

// environ returns the environment as os.Environ does, sorted.
func (p *place) environ() []string {
	list := make([]string, 0, len(p.env))
	for _, k := range slices.Sorted(maps.Keys(p.env)) {
		list = append(list, k+"="+p.env[k])
	}
	return list
}

// A sender takes messages for a worker.
type sender interface{ Send(link.Message) }

// tell brings a new worker to the place.
func (p *place) tell(w sender) {
	if p.moved {
		w.Send(&link.Chdir{Dir: p.dir})
	}
	for _, k := range slices.Sorted(maps.Keys(p.edits)) {
		w.Send(p.message(k))
	}
}

func (p *place) message(key string) *link.Setenv {
	v, ok := p.env[key]
	return &link.Setenv{Key: key, Value: v, Unset: !ok}
}

func (p *place) chdir(w sender, dir string) {
	p.dir, p.moved = dir, true
	w.Send(&link.Chdir{Dir: dir})
}

func (p *place) setenv(w sender, key, value string) {
	p.env[key] = value
	p.edits[key] = struct{}{}
	w.Send(p.message(key))
}

func (p *place) unsetenv(w sender, key string) {
	delete(p.env, key)
	p.edits[key] = struct{}{}
	w.Send(p.message(key))
}
