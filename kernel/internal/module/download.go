package module

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"
)

// Downloaded returns how many bytes of a version of a module are in the module cache,
// or on their way there.
func Downloaded(environ []string, path, version string) int64 {
	escaped, err := module.EscapePath(path)
	if err != nil {
		return 0
	}
	at, err := module.EscapeVersion(version)
	if err != nil {
		return 0
	}
	dir := filepath.Join(cacheDir(environ), "cache", "download", filepath.FromSlash(escaped), "@v")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0 // nothing has come yet
	}
	var size int64
	for _, e := range entries {
		// What is being downloaded has digits and ".tmp" behind the name that it will have.
		rest, ok := strings.CutPrefix(e.Name(), at+".zip")
		if info, err := e.Info(); ok && err == nil && (rest == "" || strings.HasSuffix(rest, ".tmp")) {
			size += info.Size()
		}
	}
	return size
}
