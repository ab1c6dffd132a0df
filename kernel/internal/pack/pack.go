// Package pack makes the archives that the kernel carries. Their readers are packages
// stdlib and support.
package pack

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Zip packs members, path -> content, into a zip file that is the same for the same
// members. They are in the order of their paths.
func Zip(members map[string][]byte) ([]byte, error) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for _, path := range slices.Sorted(maps.Keys(members)) {
		w, err := z.Create(path)
		if err != nil {
			return nil, fmt.Errorf("packing %s: %w", path, err)
		}
		if _, err := w.Write(members[path]); err != nil {
			return nil, fmt.Errorf("packing %s: %w", path, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("packing: %w", err)
	}
	return buf.Bytes(), nil
}
