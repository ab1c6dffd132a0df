package twin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// A Missing is the error of a build for which something is not installed. Its text
// says what to install.
type Missing struct{ Text string }

func (e *Missing) Error() string { return e.Text }

// minGo is the oldest version of Go that understands what cells may say.
const minGo = 26 // of Go 1

// A toolchain is the go command and what it says about itself.
type toolchain struct {
	command string // path of go
	environ []string

	GOVERSION   string
	GOTOOLDIR   string
	GOOS        string
	GOARCH      string
	CGO_ENABLED string
	CC          string

	said string // all of it, in JSON
}

// asked are the variables that a go command is asked for: those above, and what else
// decides what it makes of the same source.
var asked = []string{"GOVERSION", "GOTOOLDIR", "GOOS", "GOARCH", "CGO_ENABLED", "CC", "GOEXPERIMENT", "GOAMD64", "GOARM64", "GOFIPS140",
	"CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_LDFLAGS"}

// findToolchain asks the go command that is first on the PATH of an environment.
func findToolchain(ctx context.Context, environ []string) (*toolchain, error) {
	path := lookPath("go", environ)
	if path == "" {
		return nil, &Missing{"compiling needs Go: install it from https://go.dev/dl and see to it that go is on the PATH of Jupyter"}
	}
	t := &toolchain{command: path, environ: goEnviron(environ)}
	cmd := exec.CommandContext(ctx, path, append([]string{"env", "-json"}, asked...)...)
	cmd.Env = t.environ
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("asking %s about itself: %w", path, explainExit(err))
	}
	if err := json.Unmarshal(out, t); err != nil {
		return nil, fmt.Errorf("asking %s about itself: %w", path, err)
	}
	t.said = string(out)
	var minor int
	if n, _ := fmt.Sscanf(t.GOVERSION, "go1.%d", &minor); n == 1 && minor < minGo {
		return nil, &Missing{fmt.Sprintf("compiling needs Go 1.%d or newer, and %s is %s: install it from https://go.dev/dl", minGo, path, t.GOVERSION)}
	}
	return t, nil
}

// key names a toolchain and its settings: what one has compiled another cannot use.
func (t *toolchain) key() string { return t.command + " " + t.said }

// needsC returns the error for a build that needs a C compiler, nil if there is one.
func (t *toolchain) needsC(what string) error {
	cc, _, _ := strings.Cut(t.CC, " ")
	if t.CGO_ENABLED == "1" && cc != "" && lookPath(cc, t.environ) != "" {
		return nil
	}
	return &Missing{what + " needs a C compiler: install gcc or clang (on Debian and Ubuntu: apt install gcc libc6-dev), with CGO_ENABLED not 0"}
}

// tool returns the path of a tool of the toolchain.
func (t *toolchain) tool(name string) string { return filepath.Join(t.GOTOOLDIR, name) }

// goEnviron returns an environment in which the go command uses no network, no
// other toolchain, and none of the flags that the user has set for other work.
func goEnviron(environ []string) []string {
	env := make([]string, 0, len(environ)+8)
	for _, kv := range environ {
		switch key, _, _ := strings.Cut(kv, "="); key {
		case "GOFLAGS", "GOWORK", "GO111MODULE", "GOPROXY", "GOTOOLCHAIN", "GOSUMDB", "PWD", "GOOS", "GOARCH":
		default:
			env = append(env, kv)
		}
	}
	return append(env, "GOFLAGS=-mod=mod", "GOWORK=off", "GO111MODULE=on", "GOPROXY=off", "GOTOOLCHAIN=local", "GOSUMDB=off")
}

// lookPath finds a program as exec.LookPath does, on the PATH of an environment.
func lookPath(name string, environ []string) string {
	if strings.ContainsRune(name, filepath.Separator) {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
		return ""
	}
	for _, dir := range filepath.SplitList(variable(environ, "PATH")) {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil && filepath.IsAbs(path) {
			return path
		}
	}
	return ""
}

// variable returns a variable of an environment.
func variable(environ []string, key string) (value string) {
	for _, kv := range environ {
		if k, v, ok := strings.Cut(kv, "="); ok && k == key {
			value = v
		}
	}
	return value
}

// explainExit adds to the error of a command what it printed.
func explainExit(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(exit.Stderr)))
	}
	return err
}
