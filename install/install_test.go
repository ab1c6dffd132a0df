package install

import (
	"bytes"
	"encoding/json"
	"errors"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
)

func spec(t *testing.T) Spec {
	exe := filepath.Join(t.TempDir(), "gosched")
	if err := os.WriteFile(exe, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	return Spec{Name: "gosched", Display: "Go (gosched)", Executable: exe}
}

func prefix(t *testing.T) Place {
	p, err := Prefix(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestInstall(t *testing.T) {
	p, s := prefix(t), spec(t)
	s.Env = map[string]string{"GOMAXPROCS": "2"}
	for range 2 { // the second replaces the first
		dir, err := p.Install(s)
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(p.Dir, "gosched"); dir != want {
			t.Errorf("installed into %s, want %s", dir, want)
		}
	}
	data, err := os.ReadFile(filepath.Join(p.Dir, "gosched", "kernel.json"))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"argv":           []any{s.Executable, "kernel", "-f", "{connection_file}"},
		"display_name":   "Go (gosched)",
		"language":       "go",
		"interrupt_mode": "message",
		"env":            map[string]any{"GOMAXPROCS": "2"},
		"metadata":       map[string]any{"debugger": false},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("kernel.json is %v, want %v", got, want)
	}
	entries, err := os.ReadDir(p.Dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("besides the kernelspec there is %v (%v)", entries, err)
	}
}

// TestInstallAtOnce installs in one place from all sides.
func TestInstallAtOnce(t *testing.T) {
	p, s := prefix(t), spec(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if _, err := p.Install(s); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	entries, err := os.ReadDir(p.Dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("the place has %v, %v", entries, err)
	}
	if _, err := readSpec(filepath.Join(p.Dir, "gosched")); err != nil {
		t.Error(err)
	}
}

func TestUninstall(t *testing.T) {
	p, s := prefix(t), spec(t)
	if _, err := p.Uninstall("gosched"); err == nil || !strings.Contains(err.Error(), "no kernelspec gosched") {
		t.Errorf("nothing to uninstall: %v", err)
	}
	if _, err := p.Install(s); err != nil {
		t.Fatal(err)
	}
	dir, err := p.Uninstall("gosched")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there (%v)", dir, err)
	}
}

// What belongs to others is neither replaced nor removed.
func TestForeign(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"other kernel":  {"kernel.json": `{"argv":["python","-m","ipykernel","-f"],"language":"python"}`},
		"damaged":       {"kernel.json": `{`},
		"no kernelspec": {"notes.txt": "mine"},
	} {
		t.Run(name, func(t *testing.T) {
			p := prefix(t)
			dir := filepath.Join(p.Dir, "gosched")
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			for file, text := range files {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := p.Install(spec(t)); !errors.Is(err, ErrForeign) {
				t.Errorf("Install: %v", err)
			}
			if _, err := p.Uninstall("gosched"); err == nil {
				t.Error("Uninstall succeeded")
			}
			for file := range files {
				if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestBadSpec(t *testing.T) {
	for want, change := range map[string]func(*Spec){
		"kernel name": func(s *Spec) { s.Name = "../go" },
		`name ".."`:   func(s *Spec) { s.Name = ".." },
		"display":     func(s *Spec) { s.Display = "" },
		"absolute":    func(s *Spec) { s.Executable = "gosched" },
	} {
		s := spec(t)
		change(&s)
		if _, err := prefix(t).Install(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want one about %s", err, want)
		}
	}
}

// A file where the directory should be stands for every folder that cannot be
// written; permissions would not stop root.
func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := Prefix(file)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Install(spec(t))
	if err == nil || !strings.HasPrefix(err.Error(), "installing the kernelspec: ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got error %v", err)
	}
}

func TestPlaces(t *testing.T) {
	t.Setenv("JUPYTER_DATA_DIR", "/data")
	t.Setenv("VIRTUAL_ENV", "/venv")
	t.Setenv("JUPYTER_PATH", "/one"+string(filepath.ListSeparator)+"/two")
	var got []string
	for _, p := range places() {
		got = append(got, filepath.ToSlash(p.Dir))
	}
	want := []string{"/one/kernels", "/two/kernels", "/data/kernels", "/venv/share/jupyter/kernels",
		"/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestList(t *testing.T) {
	s := spec(t)
	venv := t.TempDir()
	t.Setenv("JUPYTER_DATA_DIR", t.TempDir())
	t.Setenv("JUPYTER_PATH", "")
	t.Setenv("VIRTUAL_ENV", venv)
	p, err := Prefix(venv)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := p.Install(s)
	if err != nil {
		t.Fatal(err)
	}
	find := func() *Installed {
		for _, i := range List() {
			if i.Dir == dir {
				return &i
			}
		}
		return nil
	}
	if got := find(); got == nil || got.Missing || got.Executable != s.Executable || got.Name != "gosched" {
		t.Errorf("got %+v", got)
	}
	if err := os.Remove(s.Executable); err != nil {
		t.Fatal(err)
	}
	if got := find(); got == nil || !got.Missing {
		t.Errorf("got %+v", got)
	}
}

// TestLogos draws the logos again.
func TestLogos(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "drawlogo")
	if out, err := exec.Command("go", "build", "-o", program, "./drawlogo").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(program)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, side := range map[string]int{"logo-32x32.png": 32, "logo-64x64.png": 64, "logo-svg.svg": 0} {
		have, err := logos.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Equal(have, want) {
			t.Errorf("%s is stale: run go generate ./install (%v)", name, err)
		}
		if side == 0 {
			continue
		}
		if c, err := png.DecodeConfig(bytes.NewReader(have)); err != nil || c.Width != side || c.Height != side {
			t.Errorf("%s: %v, %v", name, c, err)
		}
	}
}
