package module

import (
	"fmt"
	"strings"
)

// word makes one sentence of what the go command complains of.
func (m *Module) word(complaint string, err error) error {
	var lines []string
	for line := range strings.Lines(complaint) {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "go: "))
		if line != "" && !strings.HasPrefix(line, "downloading ") {
			lines = append(lines, strings.ReplaceAll(line, m.dir+"/", ""))
		}
	}
	if len(lines) == 0 {
		return fmt.Errorf("the go command failed: %w", err)
	}
	return fmt.Errorf("%s", strings.Join(lines, "; "))
}

// wordImport is the error of an import of path, which needs the package of l.
func (m *Module) wordImport(path string, l *listing) error {
	text := l.Error.Err
	first, _, _ := strings.Cut(text, "\n")
	switch {
	case strings.Contains(text, "build constraints exclude all Go files"):
		return fmt.Errorf("package %s has no form without C: use %%%%go", l.ImportPath)
	case strings.Contains(text, "no required module provides package"), strings.Contains(text, "missing go.sum entry"):
		return fmt.Errorf("package %s is of a module that this session does not have: %%get %s", l.ImportPath, path)
	case l.ImportPath == path:
		return fmt.Errorf("package %s: %s", path, first)
	}
	return fmt.Errorf("package %s needs %s: %s", path, l.ImportPath, first)
}
