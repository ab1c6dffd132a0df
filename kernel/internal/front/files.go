package front

import (
	"cmp"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// listTime is how long a directory may take to be read. A file system that is
	// not there any more takes for ever.
	listTime = 100 * time.Millisecond
	// maxEntries is how many entries of a directory are looked at.
	maxEntries = 5000
)

// fileNames returns the names of files that begin with typed, relative to dir. Those
// of directories end in a slash. Start is where in typed the last element begins,
// which is what the names are of.
func fileNames(dir, typed string, onlyDirs bool) (names []string, start int) {
	start = strings.LastIndexByte(typed, '/') + 1
	from := typed[:start]
	if rest, ok := strings.CutPrefix(from, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			from = filepath.Join(home, rest)
		}
	}
	if !filepath.IsAbs(from) {
		from = filepath.Join(dir, from)
	}
	list := make(chan []string, 1)
	go func() { list <- entries(from, typed[start:], onlyDirs) }() // ends when the file system answers
	timer := time.NewTimer(listTime)
	defer timer.Stop()
	select {
	case names = <-list:
	case <-timer.C:
	}
	return names, start
}

// entries lists a directory: what begins with prefix, and does not begin with a dot
// unless prefix does.
func entries(dir, prefix string, onlyDirs bool) []string {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer f.Close()
	list, err := f.ReadDir(maxEntries)
	if err != nil && err != io.EOF {
		return nil
	}
	var names []string
	for _, e := range list {
		name := e.Name()
		if !strings.HasPrefix(name, prefix) || name[0] == '.' && prefix == "" || strings.ContainsAny(name, "\n\r\x00") {
			continue
		}
		switch {
		case isDir(dir, e):
			names = append(names, name+"/")
		case !onlyDirs:
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
	})
	return names
}

// isDir reports whether an entry is a directory, or a link to one.
func isDir(dir string, e os.DirEntry) bool {
	if e.Type()&os.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(filepath.Join(dir, e.Name()))
	return err == nil && info.IsDir()
}
