package install

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// A Place is a directory in which Jupyter looks for kernelspecs.
type Place struct {
	Dir string // …/share/jupyter/kernels
}

// User returns the place of the user's own kernels, seen by every Jupyter that the
// user runs.
func User() (Place, error) {
	data, err := userData()
	if err != nil {
		return Place{}, err
	}
	return Place{filepath.Join(data, "kernels")}, nil
}

// userData returns Jupyter's data directory, by Jupyter's own rules.
func userData() (string, error) {
	if dir := os.Getenv("JUPYTER_DATA_DIR"); dir != "" {
		return dir, nil
	}
	if dir := os.Getenv("APPDATA"); dir != "" && runtime.GOOS == "windows" {
		return filepath.Join(dir, "jupyter"), nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" && runtime.GOOS != "darwin" {
		return filepath.Join(dir, "jupyter"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("finding the user's kernels: %w", err)
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Jupyter"), nil
	}
	return filepath.Join(home, ".local", "share", "jupyter"), nil
}

// Prefix returns the place below a prefix such as /usr/local or a virtual
// environment.
func Prefix(dir string) (Place, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return Place{}, fmt.Errorf("prefix %s: %w", dir, err)
	}
	return Place{filepath.Join(abs, "share", "jupyter", "kernels")}, nil
}

// SysPrefix returns the place of the Python environment in use: the active virtual
// or conda environment, else that of the python on PATH.
func SysPrefix() (Place, error) {
	for _, key := range []string{"VIRTUAL_ENV", "CONDA_PREFIX"} {
		if dir := os.Getenv(key); dir != "" {
			return Prefix(dir)
		}
	}
	for _, name := range []string{"python3", "python"} {
		python, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		out, err := exec.Command(python, "-c", "import sys; print(sys.prefix)").Output()
		if dir := strings.TrimSpace(string(out)); err == nil && dir != "" {
			return Prefix(dir)
		}
	}
	return Place{}, errors.New("no Python environment: VIRTUAL_ENV is not set and there is no python3 on PATH")
}

// places lists where Jupyter looks, in its order, as far as can be known without
// asking it.
func places() []Place {
	var list []Place
	for _, dir := range filepath.SplitList(os.Getenv("JUPYTER_PATH")) {
		list = append(list, Place{filepath.Join(dir, "kernels")})
	}
	for _, find := range []func() (Place, error){User, SysPrefix} {
		if p, err := find(); err == nil {
			list = append(list, p)
		}
	}
	for _, dir := range []string{"/usr/local", "/usr"} {
		if p, err := Prefix(dir); err == nil {
			list = append(list, p)
		}
	}
	return list
}
