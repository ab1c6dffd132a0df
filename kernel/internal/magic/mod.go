package magic

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gosched/kernel/internal/module"
)

var mod = &Command{
	Name:  "mod",
	Form:  Line,
	Usage: "%mod [replace MODULE => DIR | drop MODULE | reset]",
	takes: takesAction,
	Short: "shows the session's go.mod, or changes it",
	Doc: "`%mod replace example.com/mine => ./mine` takes a module from a directory; with DIR alone, the module that its go.mod names. " +
		"`drop` takes a module out, `reset` all of them. go.mod outlives `%reset`, after which packages are read anew.",
	Example: "%mod",
	run:     runMod,
}

func runMod(_ context.Context, env Env, c *Call) error {
	words, err := c.words()
	if err != nil {
		return err
	}
	m, err := env.Modules().Open()
	if err != nil {
		return moduleError(c, err)
	}
	if len(words) == 0 {
		text, err := m.Text()
		if err != nil {
			return moduleError(c, err)
		}
		env.Print(Stdout, []byte(text))
		return nil
	}
	act, ok := modActions[words[0]]
	if !ok {
		return c.misuse("unknown action " + words[0] + nearestAction(words[0]))
	}
	_, err = changeModule(m, func(*module.Change) ([]string, error) { return nil, act(env, m, words[1:]) })
	if err != nil {
		return moduleError(c, err)
	}
	return refresh(env, c)
}

var modActions = map[string]func(env Env, m *module.Module, words []string) error{
	"replace": modReplace,
	"drop":    modDrop,
	"reset":   modReset,
}

// nearestAction proposes an action for one that does not exist.
func nearestAction(name string) string {
	for _, action := range slices.Sorted(maps.Keys(modActions)) {
		if distance(name, action) <= 2 {
			return "; did you mean " + action + "?"
		}
	}
	return ""
}

func modReplace(env Env, m *module.Module, words []string) error {
	words = strings.Fields(strings.ReplaceAll(strings.Join(words, " "), "=>", " "))
	switch len(words) {
	case 1:
		words = []string{module.At(resolve(env, words[0])), words[0]}
	case 2:
	default:
		return errors.New("which module, and which directory? as %mod replace example.com/mine => ./mine")
	}
	dir := resolve(env, words[1])
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return errors.New("there is no directory " + words[1])
	}
	if words[0] == "" {
		return errors.New(filepath.Join(words[1], "go.mod") + " does not name a module")
	}
	if err := m.Replace(words[0], dir); err != nil {
		return err
	}
	say(env, words[0], " => ", words[1])
	return nil
}

func modDrop(_ Env, m *module.Module, words []string) error {
	if len(words) != 1 {
		return errors.New("which module? as %mod drop example.com/mine")
	}
	found, err := m.Drop(words[0])
	if err == nil && !found {
		err = errors.New("go.mod does not require " + words[0])
	}
	return err
}

func modReset(_ Env, m *module.Module, words []string) error {
	if len(words) > 0 {
		return errors.New("reset takes no arguments")
	}
	return m.Reset()
}
