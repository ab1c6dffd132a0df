package module

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Refresh is called after go.mod has changed. It finds the packages that cells can
// import by mentioning them, those of directly required modules, and returns the
// modules of which packages have been loaded in another version: these go on with it
// until Forget.
func (im *Importer) Refresh() (outdated []string, err error) {
	m, err := im.Open()
	if err != nil {
		return nil, err
	}
	f, err := m.parse()
	if err != nil {
		return nil, err
	}
	var patterns []string
	versions := make(map[string]string)
	for _, r := range f.Require {
		versions[r.Mod.Path] = r.Mod.Version
		if !r.Indirect {
			patterns = append(patterns, r.Mod.Path+"/...")
		}
	}
	names := make(map[string]string)
	if len(patterns) > 0 {
		list, err := m.list(context.Background(), []string{"-find"}, patterns...)
		if err != nil {
			return nil, err
		}
		for _, l := range list {
			if l.Name != "" && l.Name != "main" && !internal(l.ImportPath) {
				names[l.ImportPath] = l.Name
			}
		}
	}
	im.mu.Lock()
	defer im.mu.Unlock()
	im.names = names
	return im.outdated(versions), nil
}

// internal says whether cells cannot import a path.
func internal(path string) bool { return slices.Contains(strings.Split(path, "/"), "internal") }

// outdated returns what Refresh does.
func (im *Importer) outdated(versions map[string]string) []string {
	var list []string
	for _, p := range im.packages {
		mod := p.listing.Module
		if mod == nil || mod.Replace != nil || versions[mod.Path] == mod.Version {
			continue
		}
		if text := fmt.Sprintf("%s %s", mod.Path, mod.Version); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	slices.Sort(list)
	return list
}
