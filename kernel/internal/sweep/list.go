package main

import (
	"fmt"
	"os"
	"strings"
)

// A list has the programs that do not apply to a notebook, with the reason.
type list map[string]string

// readList reads a list: lines of a name, spaces and a reason; empty lines and
// those that begin with # are ignored. Without a name it is empty.
func readList(name string) (list, error) {
	l := list{}
	if name == "" {
		return l, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		file, reason, _ := strings.Cut(line, " ")
		if reason = strings.TrimSpace(reason); reason == "" {
			return nil, fmt.Errorf("%s: %s has no reason", name, file)
		}
		l[file] = reason
	}
	return l, nil
}
