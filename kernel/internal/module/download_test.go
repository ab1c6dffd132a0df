package module

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDownloaded(t *testing.T) {
	cache := t.TempDir()
	dir := filepath.Join(cache, "cache", "download", "example.com", "!capital", "@v")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, size := range map[string]int{
		"v1.0.0.zip": 100, "v1.0.0.ziphash": 1, "v1.0.0.mod": 2, "v1.0.0.info": 3, "v1.0.0.lock": 0,
		"v1.1.0.zip1234.tmp": 50, "v1.1.0.info": 4,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, size), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	environ := []string{"GOMODCACHE=" + cache}
	for version, want := range map[string]int64{"v1.0.0": 100, "v1.1.0": 50, "v1.2.0": 0, "v 1": 0} {
		if got := Downloaded(environ, "example.com/Capital", version); got != want {
			t.Errorf("%s: %d bytes, want %d", version, got, want)
		}
	}
	if got := Downloaded(environ, "example.com/none", "v1.0.0"); got != 0 {
		t.Errorf("of nothing: %d bytes", got)
	}
}

// TestDownloadedByGo asks the go command's own cache.
func TestDownloadedByGo(t *testing.T) {
	environ := environment(t)
	if _, err := get(t, newImporter(t), environ, false, "example.com/words"); err != nil {
		t.Fatal(err)
	}
	if got := Downloaded(environ, "example.com/words", "v1.2.0"); got == 0 {
		t.Error("what was downloaded has no bytes")
	}
}
