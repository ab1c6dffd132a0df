package stdlib

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed docs.zip
var docsZip string

var docs = archives{&docsZip}

// texts caches the doc comments of packages, path -> map[string]string.
var texts sync.Map

// Doc returns the doc comment of a package (name is ""), of one of its
// declarations ("Reader"), or of a method or field ("Reader.Read"), without
// comment markers. It is "" if there is none. Doc is safe for concurrent use.
func Doc(path, name string) string {
	if t, ok := texts.Load(path); ok {
		return t.(map[string]string)[name]
	}
	if _, ok := find(path); !ok {
		return ""
	}
	data, err := docs.read(path)
	if err != nil {
		return ""
	}
	t := make(map[string]string)
	fields := strings.Split(string(data), "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		t[fields[i]] = fields[i+1]
	}
	texts.Store(path, t)
	return t[name]
}
