package magic

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A webPage is what a browser shows of a cell: one output in the end, whose states it has
// written down.
type webPage struct {
	*fakeEnv
	states []string
	texts  []string // of the states, for those without a browser
}

func (p *webPage) Display(bundle map[string]string) func(map[string]string) {
	show := func(bundle map[string]string) {
		p.states = append(p.states, bundle["text/html"])
		p.texts = append(p.texts, bundle["text/plain"])
	}
	show(bundle)
	return show
}

// TestProgress follows a go command that downloads two modules.
func TestProgress(t *testing.T) {
	cache := t.TempDir()
	arrive := func(path, name string, size int) {
		dir := filepath.Join(cache, "cache", "download", path, "@v")
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, size), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		page := &webPage{fakeEnv: newFakeEnv(t.TempDir())}
		page.env["GOMODCACHE"] = cache
		p := newProgress(page, []string{"example.com/a"})
		time.Sleep(600 * time.Millisecond)
		p.show(Stderr, []byte("go: downloading example.com/a v1.0.0\ngo: finding exa"))
		arrive("example.com/a", "v1.0.0.zip77.tmp", 100<<10)
		time.Sleep(500 * time.Millisecond)
		p.show(Stderr, []byte("mple.com/b\ngo: downloading example.com/b v0.1.0\n"))
		arrive("example.com/b", "v0.1.0.zip", 2<<20)
		time.Sleep(500 * time.Millisecond)
		p.end()
		want := []string{
			"<small>looking for example.com/a … 500 ms</small>",
			"<small>downloading example.com/a v1.0.0 (1 module, 100 KiB) … 1 s</small>",
			"<small>downloading example.com/b v0.1.0 (2 modules, 2.1 MiB) … 1.5 s</small>",
			"<small>downloaded 2 modules, 2.1 MiB in 1.6 s</small>",
		}
		if got := strings.Join(page.states, "\n"); got != strings.Join(want, "\n") {
			t.Errorf("got\n%s", got)
		}
		if got := strings.Join(page.texts, "|"); got != "|||downloaded 2 modules, 2.1 MiB in 1.6 s" {
			t.Errorf("without a browser: %q", got)
		}
		if said := p.take(); said != "go: finding example.com/b\n" {
			t.Errorf("the rest is %q", said)
		}
	})
}

// TestProgressOfLittle shows nothing of what is done at once.
func TestProgressOfLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		page := &webPage{fakeEnv: newFakeEnv(t.TempDir())}
		p := newProgress(page, []string{"example.com/a"})
		time.Sleep(400 * time.Millisecond)
		p.end()
		if len(page.states) > 0 {
			t.Errorf("shown: %q", page.states)
		}
	})
}
