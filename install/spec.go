package install

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

//go:embed logo-32x32.png logo-64x64.png logo-svg.svg
var logos embed.FS

// A Spec says how Jupyter starts and names the kernel.
type Spec struct {
	Name       string            // of the directory, and on Jupyter's command lines: "gosched"
	Display    string            // in menus: "Go (gosched)"
	Executable string            // absolute path of gosched
	Env        map[string]string // added to the kernel's environment
}

// kernelJSON is the content of kernel.json.
type kernelJSON struct {
	Argv          []string          `json:"argv"`
	DisplayName   string            `json:"display_name"`
	Language      string            `json:"language"`
	InterruptMode string            `json:"interrupt_mode"` // message: a signal would hit child processes, too
	Env           map[string]string `json:"env,omitempty"`
	Metadata      map[string]any    `json:"metadata"`
}

func (s Spec) json() ([]byte, error) {
	k := kernelJSON{
		Argv:          []string{s.Executable, "kernel", "-f", "{connection_file}"},
		DisplayName:   s.Display,
		Language:      "go",
		InterruptMode: "message",
		Env:           s.Env,
		Metadata:      map[string]any{"debugger": false},
	}
	data, err := json.MarshalIndent(k, "", " ")
	return append(data, '\n'), err
}

// isOurs reports whether k starts this kernel.
func (k kernelJSON) isOurs() bool {
	return k.Language == "go" && len(k.Argv) == 4 && k.Argv[1] == "kernel" && k.Argv[2] == "-f"
}

var validName = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// Install writes the kernelspec s into p, replaces one of the same name, and
// returns its directory.
func (p Place) Install(s Spec) (dir string, err error) {
	if err := s.check(); err != nil {
		return "", err
	}
	dir = filepath.Join(p.Dir, s.Name)
	if err := replaceable(dir); err != nil {
		return "", err
	}
	if err := p.write(dir, s); err != nil {
		return "", fmt.Errorf("installing the kernelspec: %w", err)
	}
	return dir, nil
}

func (s Spec) check() error {
	switch {
	case !validName.MatchString(s.Name) || strings.Trim(s.Name, ".") == "":
		return fmt.Errorf("kernel name %q: use letters, digits, dot, - and _", s.Name)
	case s.Display == "":
		return errors.New("the kernel's display name is empty")
	case !filepath.IsAbs(s.Executable):
		return fmt.Errorf("%q: the path of the kernel must be absolute", s.Executable)
	}
	return nil
}

// write puts the kernelspec together in a hidden directory and moves it to dir.
func (p Place) write(dir string, s Spec) error {
	if err := os.MkdirAll(p.Dir, 0o755); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(p.Dir, ".gosched-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	data, err := s.json()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(temp, "kernel.json"), data, 0o644); err != nil {
		return err
	}
	if err := os.CopyFS(temp, logos); err != nil {
		return err
	}
	if err := os.Chmod(temp, 0o755); err != nil {
		return err
	}
	return replace(dir, temp)
}

// replace moves the directory temp to dir. What is there is moved away as a whole
// before: another installation may be doing the same, and comes first or last.
func replace(dir, temp string) error {
	old := temp + ".old"
	for {
		if err := os.Rename(dir, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.RemoveAll(old); err != nil {
			return err
		}
		if err := os.Rename(temp, dir); !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
}

// replaceable returns nil if dir is free or holds a kernelspec of this kernel.
func replaceable(dir string) error {
	for range 100 { // another installation may be replacing it between the two looks
		_, err := readSpec(dir)
		if err == nil || errors.Is(err, ErrForeign) {
			return err
		}
		if _, err := os.Lstat(dir); err != nil {
			return nil // if the place itself is at fault, writing will tell
		}
	}
	return fmt.Errorf("%s: %w", dir, ErrForeign)
}

// ErrForeign is the error about a kernelspec that belongs to another kernel.
var ErrForeign = errors.New("not a kernelspec of gosched")

// readSpec reads the kernelspec in dir.
func readSpec(dir string) (kernelJSON, error) {
	var k kernelJSON
	data, err := os.ReadFile(filepath.Join(dir, "kernel.json"))
	if err != nil {
		return k, err
	}
	if json.Unmarshal(data, &k) != nil || !k.isOurs() {
		return k, fmt.Errorf("%s: %w", dir, ErrForeign)
	}
	return k, nil
}

// Uninstall removes the kernelspec name from p and returns where it was.
func (p Place) Uninstall(name string) (dir string, err error) {
	if !validName.MatchString(name) {
		return "", fmt.Errorf("kernel name %q: use letters, digits, dot, - and _", name)
	}
	dir = filepath.Join(p.Dir, name)
	if _, err := readSpec(dir); errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("no kernelspec %s in %s", name, p.Dir)
	} else if err != nil {
		return "", err
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", fmt.Errorf("uninstalling: %w", err)
	}
	return dir, nil
}

// An Installed is a kernelspec of this kernel that Jupyter finds.
type Installed struct {
	Name, Dir  string
	Executable string
	Missing    bool // the executable does not exist
}

// List finds the kernelspecs of this kernel.
func List() []Installed {
	var found []Installed
	seen := make(map[Place]bool)
	for _, p := range places() {
		if seen[p] {
			continue
		}
		seen[p] = true
		entries, err := os.ReadDir(p.Dir)
		if err != nil {
			continue // Jupyter, too, passes over what it cannot read
		}
		for _, e := range entries {
			dir := filepath.Join(p.Dir, e.Name())
			if k, err := readSpec(dir); err == nil && !strings.HasPrefix(e.Name(), ".") {
				_, err := os.Stat(k.Argv[0])
				found = append(found, Installed{e.Name(), dir, k.Argv[0], err != nil})
			}
		}
	}
	return found
}
