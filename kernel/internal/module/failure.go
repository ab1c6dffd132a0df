package module

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"gosched/kernel/internal/pattern"
)

// offline are what the go command says when there is no network, or it is not to
// use it.
var offline = []string{"dial tcp", "no such host", "connection refused", "i/o timeout", "network is unreachable", "TLS handshake", "module lookup disabled", "proxyconnect"}

// Offline says whether a complaint of the go command is about the network.
func Offline(complaint string) bool {
	return slices.ContainsFunc(offline, func(s string) bool { return strings.Contains(complaint, s) })
}

// lines returns the lines of a complaint without what is not one.
func (m *Module) lines(complaint string) []string {
	var lines []string
	for line := range strings.Lines(complaint) {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "go: "))
		if line != "" && !strings.HasPrefix(line, "downloading ") && !strings.HasPrefix(line, "added ") && !strings.HasPrefix(line, "upgraded ") {
			lines = append(lines, strings.ReplaceAll(line, m.dir+string(filepath.Separator), ""))
		}
	}
	return lines
}

// word makes one sentence of what the go command complains of.
func (m *Module) word(complaint string, err error) error {
	lines := m.lines(complaint)
	switch {
	case len(lines) == 0:
		return fmt.Errorf("the go command failed: %w", err)
	case strings.HasPrefix(lines[0], "errors parsing go.mod") && len(lines) > 1:
		return errors.New(lines[1] + "; %mod reset makes a new go.mod")
	}
	return errors.New(strings.Join(lines, "; "))
}

// absent matches what is said of modules and versions that nobody has.
var absent = pattern.New(`: (404|410|403|400) |unknown revision|invalid version|repository .*not found|could not read Username|unrecognized import path|no matching versions|@v/.*: no such file or directory`)

// WordGet makes one sentence of what "go get" of queries complains of. Of several the
// first that the complaint names counts.
func (m *Module) WordGet(environ, queries []string, complaint string, err error) error {
	i := max(0, slices.IndexFunc(queries, func(q string) bool { return strings.Contains(complaint, queryPath(q)) }))
	path, version, _ := strings.Cut(queries[i], "@")
	switch first := strings.Join(m.lines(complaint), " "); {
	case strings.Contains(first, "errors parsing go.mod"):
		return m.word(complaint, err)
	case Offline(complaint):
		return fmt.Errorf("%s cannot be had: there is no network, and it was not downloaded before", queries[i])
	case strings.Contains(first, "malformed module path"), strings.Contains(first, "malformed import path"):
		return fmt.Errorf("%q is not the path of a module: one begins with a host name, as github.com/google/uuid does", path)
	case strings.Contains(first, "does not contain package"):
		return fmt.Errorf("there is no package %s in that version of its module", path)
	case absent.MatchString(first):
		if versions := m.versions(environ, path); version != "" && len(versions) > 0 {
			return fmt.Errorf("%s has no version %s; did you mean %s?", path, version, nearestVersion(versions, version))
		}
		return fmt.Errorf("no module provides %s%s", path, nearestModule(cacheDir(environ), path))
	}
	return m.word(complaint, err)
}

// nearestVersion returns the greatest version below the one that does not exist, or
// the newest.
func nearestVersion(versions []string, wanted string) string {
	if !strings.HasPrefix(wanted, "v") {
		wanted = "v" + wanted
	}
	if slices.Contains(versions, wanted) {
		return wanted
	}
	for _, v := range slices.Backward(versions) {
		if semver.IsValid(wanted) && semver.Compare(v, wanted) < 0 {
			return v
		}
	}
	return versions[len(versions)-1]
}

// nearestModule proposes a module that was downloaded before and is written almost
// as path is: "; did you mean github.com/google/uuid?".
func nearestModule(cache, path string) string {
	root := filepath.Join(cache, "cache", "download")
	best, limit := "", max(1, len(path)/5)
	filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		if d.Name() == "sumdb" {
			return fs.SkipDir
		}
		if d.Name() != "@v" {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return fs.SkipDir
		}
		if known, err := module.UnescapePath(filepath.ToSlash(rel)); err == nil {
			if n := distance(known, path); n > 0 && n <= limit {
				best, limit = known, n-1
			}
		}
		return fs.SkipDir
	})
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

// distance is the number of characters to insert, delete or replace.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// wordImport is the error of an import of path, which needs the package of l.
func wordImport(path string, l *listing) error {
	text := l.Error.Err
	first, _, _ := strings.Cut(text, "\n")
	switch {
	case strings.Contains(text, "build constraints exclude all Go files"):
		return fmt.Errorf("package %s has no form without C: use %%%%go", l.ImportPath)
	case strings.Contains(text, "is not in std"):
		return fmt.Errorf("package %s is not available to cells", path)
	case strings.Contains(text, "no required module provides package"), strings.Contains(text, "missing go.sum entry"),
		strings.Contains(text, "cannot find module providing package"):
		return notGot(path)
	case l.ImportPath == path:
		return fmt.Errorf("package %s: %s", path, first)
	}
	return fmt.Errorf("package %s needs %s: %s", path, l.ImportPath, first)
}
