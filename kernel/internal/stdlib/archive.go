package stdlib

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// archives are embedded zip files which together have one member per package.
type archives []*string

// directories caches the directory of each archive, *string -> *zip.Reader.
var directories sync.Map

// read returns a member.
func (as archives) read(path string) ([]byte, error) {
	for _, a := range as {
		dir, err := directory(a)
		if err != nil {
			return nil, err
		}
		// Members are in order; and Reader.Open would take net, which is in one
		// archive, for the folder of net/http in another.
		i, ok := slices.BinarySearchFunc(dir.File, path, func(f *zip.File, path string) int { return strings.Compare(f.Name, path) })
		if ok {
			return content(dir.File[i])
		}
	}
	return nil, fs.ErrNotExist
}

// content returns what is in a member.
func content(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data := make([]byte, f.UncompressedSize64)
	_, err = io.ReadFull(r, data)
	return data, err
}

// directory reads the directory of an archive once.
func directory(a *string) (*zip.Reader, error) {
	if dir, ok := directories.Load(a); ok {
		return dir.(*zip.Reader), nil
	}
	dir, err := zip.NewReader(strings.NewReader(*a), int64(len(*a)))
	if err != nil {
		return nil, fmt.Errorf("embedded archive: %w", err)
	}
	directories.Store(a, dir)
	return dir, nil
}
