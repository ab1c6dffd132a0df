package main

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"

	"gosched/kernel/internal/comments"
	"gosched/kernel/internal/pack"
)

// docs makes docs.zip: one member per public package, in which each doc
// comment is its name ("" for the package, "Name", "Type.Member"), a zero
// byte, its text and a zero byte.
func docs(fs files, dir string, w *world) error {
	members := make(map[string][]byte)
	for _, p := range w.public() {
		texts := comments.Of(p.files)
		var buf bytes.Buffer
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			buf.WriteString(name + "\x00" + texts[name] + "\x00")
		}
		members[p.ImportPath] = buf.Bytes()
	}
	z, err := pack.Zip(members)
	fs[filepath.Join(dir, "docs.zip")] = z
	return err
}
