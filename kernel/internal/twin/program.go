package twin

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gosched/kernel/internal/pattern"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/twin/support"
)

// A Program is a package main to be compiled.
type Program struct {
	Files   map[string]string // by name: "cell.go"
	Imports []string          // paths that the files import
	Cgo     bool              // a file imports "C"
	Native  bool              // it is linked with package native, and can talk to the notebook

	measured bool // it measures itself, and ends that before it ends
}

// nativePath is the import path of the package that connects a program with its
// notebook.
const nativePath = "gosched/kernel/native"

// Those of the packages by which a program measures itself. Their functions Start
// return what ends that; package ending does so where a program ends otherwise.
const (
	profilePath = nativePath + "/profile"
	tracePath   = nativePath + "/trace"
	endingPath  = nativePath + "/ending"
)

// childPath is the import path of the package that starts the program again in a
// role: a program that uses it is to ask first which role it is in.
const childPath = "gosched/experiments/lab/child"

// Names of files.
const (
	cellFile = "cell.go"
	mainFile = "main.go"
)

// NewProgram makes a program of a listing, whose func main runs the statements of
// the cell and then its func main.
func NewProgram(l *session.Listing) *Program { return newProgram(l, "") }

// NewProfiled makes a program that also profiles itself, see package native/profile.
func NewProfiled(l *session.Listing) *Program { return newProgram(l, profilePath) }

// NewTraced makes a program that also traces itself, see package native/trace.
func NewTraced(l *session.Listing) *Program { return newProgram(l, tracePath) }

// newProgram makes a program that is measured by the package with that path, if it is
// not "".
func newProgram(l *session.Listing, measure string) *Program {
	p := newPackage(l)
	var imports, body strings.Builder
	if slices.Contains(l.Imports, childPath) {
		fmt.Fprintf(&imports, "import gosched_child %q\n", childPath)
		body.WriteString("\tgosched_child.Main()\n")
	}
	if measure != "" {
		p.measured = true
		p.Imports = append(p.Imports, measure, endingPath)
		fmt.Fprintf(&imports, "import gosched_measure %q\n", measure)
		body.WriteString("\tgosched_atExit()\n\tdefer gosched_measure.Start()()\n")
		if !mayBeWoken(l) {
			fmt.Fprintf(&imports, "import gosched_ending %q\n", endingPath)
			body.WriteString("\tgosched_ending.Watch()\n")
		}
	}
	if p.Native {
		fmt.Fprintf(&imports, "import gosched_native %q\n", nativePath)
		body.WriteString("\tdefer gosched_native.End()\n")
	}
	for _, call := range []string{l.Body, l.Main} {
		if call != "" {
			fmt.Fprintf(&body, "\t%s()\n", call)
		}
	}
	p.Files[mainFile] = "package main\n\n" + imports.String() + "\nfunc main() {\n" + body.String() + "}\n"
	return p
}

// mayBeWoken reports whether something else than its own goroutines and timers may wake
// goroutines of a listing: signals, which modules may ask for, too, and C.
func mayBeWoken(l *session.Listing) bool {
	return l.Cgo || slices.ContainsFunc(l.Imports, func(path string) bool {
		first, _, _ := strings.Cut(path, "/")
		return path == "os/signal" || strings.Contains(first, ".")
	})
}

// hooksGo is the version of Go of which it is known how its runtime calls a function
// before os.Exit ends the program.
const hooksGo = "go1.26"

// hooks reports whether a toolchain is of that version.
func (t *toolchain) hooks() bool {
	return t.GOVERSION == hooksGo || strings.HasPrefix(t.GOVERSION, hooksGo+".")
}

// atExit adds what has the runtime end the measuring when os.Exit is called, if the
// toolchain can.
func (p *Program) atExit(t *toolchain) {
	switch {
	case !p.measured:
	case t.hooks():
		p.Files["exit.go"] = fmt.Sprintf("package main\n\nimport _ \"unsafe\"\nimport gosched_ending %q\n\n"+
			"//go:linkname gosched_addHook internal/runtime/exithook.Add\nfunc gosched_addHook(gosched_ending.Hook)\n\n"+
			"func gosched_atExit() { gosched_addHook(gosched_ending.AtExit()) }\n", endingPath)
	default:
		p.Files["exit.go"] = "package main\n\nfunc gosched_atExit() {}\n"
	}
}

// linkFlags are the flags of the linker.
func (p *Program) linkFlags() []string {
	flags := []string{"-s", "-w"}
	if p.measured {
		flags = append(flags, "-checklinkname=0") // the hook's package is the library's own
	}
	return flags
}

// newPackage makes a package of a listing that has no func main yet.
func newPackage(l *session.Listing) *Program {
	p := &Program{Files: map[string]string{cellFile: l.Source}, Imports: slices.Clone(l.Imports), Cgo: l.Cgo}
	p.Native = l.Shows || len(l.Takes) > 0 || slices.ContainsFunc(l.Imports, isOwn)
	if p.Native {
		p.Imports = append(p.Imports, nativePath)
		p.Files["glue.go"] = glue(l)
	}
	return p
}

func isOwn(path string) bool { return strings.HasPrefix(path, support.Own+"/") }

// glue defines what a listing expects.
func glue(l *session.Listing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package main\n\nimport gosched_native %q\n", nativePath)
	if l.Shows {
		fmt.Fprintf(&b, "\nfunc %s(values ...any) { gosched_native.Show(values...) }\n", session.ShowFunc)
		fmt.Fprintf(&b, "\nfunc %s(err error) { gosched_native.ShowError(err) }\n", session.ShowErrorFunc)
	}
	if len(l.Takes) > 0 {
		fmt.Fprintf(&b, "\nfunc %s[T any](name string) T { return gosched_native.Take[T](name, %s) }\n", session.TakeFunc, session.TypesFunc)
	}
	if !l.Shows && len(l.Takes) == 0 {
		b.WriteString("\nvar _ = gosched_native.End\n")
	}
	return b.String()
}

// lineCell matches what names a cell in a program.
var lineCell = pattern.New(`(?m)^//line cell (\d+):`)

// cells returns the numbers of the cells that p names, in order.
func (p *Program) cells() (list []string) {
	for _, name := range sortedKeys(p.Files) {
		for _, m := range lineCell.FindAllStringSubmatch(p.Files[name], -1) {
			if !slices.Contains(list, m[1]) {
				list = append(list, m[1])
			}
		}
	}
	return list
}

// hash returns a name for what a build of p makes. A cell that is executed again has
// another number, and is the same program: numbers of cells do not count.
func (p *Program) hash(more ...string) string {
	h := sha256.New()
	cells := p.cells()
	for _, name := range sortedKeys(p.Files) {
		text := lineCell.ReplaceAllStringFunc(p.Files[name], func(line string) string {
			return fmt.Sprintf("//line %d", slices.Index(cells, lineCell.FindStringSubmatch(line)[1]))
		})
		fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
	}
	for _, s := range more {
		fmt.Fprintf(h, "%d %s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// write writes the files of p and the module's into a directory, in which nothing
// else is.
func (p *Program) write(dir string, mod module) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	files := map[string]string{"go.mod": mod.mod, "go.sum": mod.sum}
	for name, text := range p.Files {
		files[name] = text
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// A module is what a program's go.mod and go.sum say.
type module struct{ mod, sum string }

// readModule returns the module of the session, to be found in dir, with what makes
// the sources in sources importable if own says so.
func readModule(dir, sources string, own bool) (module, error) {
	m := module{mod: "module notebook\n\ngo 1." + strconv.Itoa(minGo) + "\n"}
	if dir != "" {
		if text, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			m.mod = absolute(string(text), dir)
		}
		if text, err := os.ReadFile(filepath.Join(dir, "go.sum")); err == nil {
			m.sum = string(text)
		}
	}
	if !own {
		return m, nil
	}
	extra, err := supportLines(m.mod, sources)
	if err != nil {
		return m, err
	}
	m.mod += extra
	return m, nil
}

// absolute makes the local directories of replace directives absolute.
func absolute(mod, dir string) string {
	var b strings.Builder
	for line := range strings.Lines(mod) {
		if before, target, ok := strings.Cut(line, "=>"); ok {
			target = strings.TrimSpace(target)
			if path, err := strconv.Unquote(target); err == nil {
				target = path
			}
			if strings.HasPrefix(target, "./") || strings.HasPrefix(target, "../") {
				line = fmt.Sprintf("%s=> %s\n", before, strconv.Quote(filepath.Join(dir, target)))
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// supportLines are the lines of go.mod that make the embedded sources importable. A
// module that the session requires itself is the session's.
func supportLines(mod, sources string) (string, error) {
	modules, err := support.Modules()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	local := func(path string) string { return strconv.Quote(filepath.Join(sources, filepath.FromSlash(path))) }
	fmt.Fprintf(&b, "\nrequire %s v0.0.0\n\nreplace %s => %s\n", support.Own, support.Own, local(support.Own))
	for _, m := range modules {
		version := required(mod, m.Path)
		switch {
		case version == "":
			fmt.Fprintf(&b, "\nrequire %s %s\n\nreplace %s %s => %s\n", m.Path, m.Version, m.Path, m.Version, local(m.Path))
		case version != m.Version:
			fmt.Fprintf(&b, "\nreplace %s %s => %s %s\n", m.Path, m.Version, m.Path, version)
		}
	}
	return b.String(), nil
}

// required returns the version in which a go.mod requires a module, "" if it does
// not.
func required(mod, path string) string {
	for line := range strings.Lines(mod) {
		f := strings.Fields(line)
		if len(f) > 0 && f[0] == "require" {
			f = f[1:]
		}
		if len(f) >= 2 && f[0] == path && strings.HasPrefix(f[1], "v") {
			return f[1]
		}
	}
	return ""
}
