package magic

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gosched/kernel/internal/module"
	"gosched/kernel/internal/stdlib"
)

var get = &Command{
	Name:  "get",
	Form:  Line,
	Usage: "%get [-u] MODULE[@VERSION]...",
	Short: "gets modules, so that cells can import their packages",
	Doc: "As `go get` does, into the session's own go.mod. Packages of what was got are imported by being mentioned, as those of the standard library are. " +
		"`-u` takes newer versions of what the module needs, too. What was downloaded once needs no network.",
	Example: "%get github.com/google/uuid\nuuid.NewSHA1(uuid.NameSpaceURL, []byte(\"https://go.dev\"))",
	run:     runGet,
}

func runGet(ctx context.Context, env Env, c *Call) error {
	flags, queries, err := c.flags()
	if err != nil {
		return err
	}
	if len(queries) == 0 {
		return c.misuse("which module?")
	}
	for _, q := range queries {
		if path, _, _ := strings.Cut(q, "@"); standard(path) {
			return moduleError(c, errors.New(path+" is of the standard library and needs no %get"))
		}
	}
	m, err := env.Modules().Open()
	if err != nil {
		return moduleError(c, err)
	}
	news, err := changeModule(m, func(change *module.Change) ([]string, error) {
		if err := download(ctx, env, m, change, queries, flags.has("u")); err != nil {
			return nil, err
		}
		return change.Got(queries)
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return moduleError(c, err)
	}
	for _, line := range news {
		say(env, line)
	}
	if len(news) == 0 {
		say(env, "nothing new: ", strings.Join(queries, ", "), " is there")
	}
	return refresh(env, c)
}

// standard says whether a path or a name is that of a package of the standard library.
func standard(path string) bool {
	_, found := slices.BinarySearch(stdlib.Paths(), path)
	return found || len(stdlib.Packages(path)) > 0
}

// changeModule runs do, and puts the module's files back if it fails.
func changeModule(m *module.Module, do func(*module.Change) ([]string, error)) ([]string, error) {
	change, err := m.Begin()
	if err != nil {
		return nil, err
	}
	news, err := do(change)
	if err != nil {
		return nil, errors.Join(err, change.Undo())
	}
	return news, nil
}

// download runs go get, and again without the network if there is none.
func download(ctx context.Context, env Env, m *module.Module, change *module.Change, queries []string, upgrade bool) error {
	said := "" // the first time: that the network is missing is the cause
	p := newProgress(env, queries)
	defer p.end()
	for _, cached := range []bool{false, true} {
		cmd, err := change.Get(env.Environ(), queries, upgrade, cached)
		if err != nil {
			return err
		}
		child, err := startChild(cmd, p.show)
		if err != nil {
			return err
		}
		err = child.wait(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil && cached:
			say(env, "there is no network: taken from what was downloaded before")
			return nil
		case err == nil:
			return nil
		case !cached:
			if said = p.take(); module.Offline(said) {
				continue
			}
			fallthrough
		default:
			return m.WordGet(env.Environ(), queries, said, err)
		}
	}
	return nil
}

// refresh tells the session of a new go.mod, and the user of what cannot follow it.
func refresh(env Env, c *Call) error {
	outdated, err := env.Modules().Refresh()
	if err != nil {
		return moduleError(c, err)
	}
	if len(outdated) > 0 {
		say(env, "in use until %reset: ", strings.Join(outdated, ", "))
	}
	return nil
}

// moduleError is a failure of a command that changes the module.
func moduleError(c *Call, err error) error {
	return &Error{Name: "module", Text: c.written() + ": " + err.Error()}
}
