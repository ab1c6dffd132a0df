// Package archtest holds the import order of the project as data and checks it.
//
// It is a statement of policy: a build that breaks it is wrong, not the policy.
// Whoever changes it writes the reason beside the line.
package archtest

import (
	"bufio"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order lists what may import what: in "a, b < c, d" each of c and d may import
// a and b and what these may import. Names are below kernel/internal unless
// they contain a slash or name a package of another module; "lab" is each
// package below experiments/lab, "topic" each other package of experiments.
const order = `
# Leaves: pure data, codecs, and what user programs import.
NONE < wire, core, nbformat, kernel/display, install, history, archtest, split;
# Tests only: what they compare with.
NONE < golden < kernel/display, gantt, sweep, deadlock, magic, nbformat, listing, testlog, timeline, nbrun, bench, weave;
NONE < scratch < twin, front, kernel/cmd/gosched;
NONE < pattern < session, module, listing, testlog, twin, supervisor, weave, site, front;

# Type information of the standard library, and the session built on it.
NONE < comments < stdlib, module, weave;
NONE < pack < stdlib, twin;
stdlib < session < assist, magic;

# The session's module on disk. Its sources are checked against the standard library.
stdlib < module;
module < lower, magic, front;
session, core, stdlib < lower;

# What the Go tools print of a compiled cell.
NONE < bench, testlog, listing < magic;

# Traces: who records them, who reads them (a library whose interface may change, so
# few have it: the kernel's timeline and the course's instrument), who draws them.
NONE < record < worker;
golang.org/x/exp/trace < timeline, lab;
timeline < gantt;
timeline, gantt < magic;
kernel/display < gantt;

# Compiled cells: what they carry, and who compiles and runs them.
NONE < handover < worker;
kernel/display < forms < worker;
handover, forms < kernel/native;
NONE < kernel/native/ending < kernel/native/profile, kernel/native/trace;
NONE < kernel/native/profile < twin;
record < kernel/native/trace < twin;
stdlib, session, offspring, kernel/native < twin < magic, front;
kernel/display < profile < magic; # flame graphs
kernel/display < magic;

# The wire.
wire < sockets;

# Two processes and the pipe between them.
core < link < supervisor;
NONE < offspring < supervisor, worker, magic;
NONE < quota < supervisor, worker, twin, magic;

# The worker: compiled runtime, types, interpreter.
NONE < kernel/rt;
kernel/display < lab < topic;
kernel/rt, kernel/display, lab < symbols;
core, symbols < realtype;
kernel/rt < blocking, rerun;
kernel/rt, core, symbols, realtype, blocking, rerun < engine;
# Tests only: cells without front and worker.
lower, engine < notebooktest;
kernel/rt < deadlock;
kernel/rt < leak < worker;
kernel/display, kernel/rt, link, engine, deadlock < worker;

# The front.
wire, sockets, link, supervisor, session, lower, assist, magic, history, stdlib, core < front;

# Notebooks.
nbformat < weave;
nbformat, wire, sockets < nbrun;
nbformat < sweep, verdicts;
nbformat, verdicts < site;

# The command knows everything.
front, worker, nbrun, verdicts, weave, install, supervisor, offspring, lab < kernel/cmd/gosched;

# Other modules, each with the packages that may import it directly.
github.com/go-zeromq/zmq4 < sockets, donothing;
github.com/traefik/yaegi < engine;
github.com/yuin/goldmark < site;
github.com/alecthomas/chroma/v2 < site;
`

// bans says what must never be reached, even through others, and why.
var bans = []struct{ from, to, reason string }{
	{"front", "github.com/traefik/yaegi", "the front must survive what interpreters do"},
	{"nbrun", "github.com/traefik/yaegi", "the runner is a client like any other"},
	{"worker", "github.com/go-zeromq/zmq4", "the worker talks to the front only"},
	{"worker", "wire", "the worker does not know Jupyter"},
	{"worker", "session", "meaning belongs to the front"},
	{"worker", "lower", "meaning belongs to the front"},
	{"kernel/cmd/gosched", "github.com/alecthomas/chroma/v2", "its hundreds of languages would be read at every start"},
	{"kernel/display", "net/http", "every user program that displays something would carry it"},
}

// owned are the modules of which order says who imports them.
var owned = []string{
	"github.com/go-zeromq/zmq4", "github.com/traefik/yaegi", "golang.org/x/exp/trace",
	"github.com/yuin/goldmark", "github.com/alecthomas/chroma/v2",
}

func TestOrder(t *testing.T) {
	may := parseOrder(t)
	for from, imports := range graph(t) {
		for _, to := range imports {
			_, isOwned := may[to]
			if !strings.HasPrefix(to, "gosched/") && !isOwned {
				continue
			}
			if f, g := nickname(from), nickname(to); f != g && !may[g][f] {
				t.Errorf("%s imports %s: not in the order", from, to)
			}
		}
	}
}

func TestBans(t *testing.T) {
	g := graph(t)
	for _, ban := range bans {
		for from := range g {
			if nickname(from) != ban.from {
				continue
			}
			for to := range reach(g, from) {
				if nickname(to) == ban.to {
					t.Errorf("%s reaches %s: %s", from, to, ban.reason)
				}
			}
		}
	}
}

// TestCourseIsOrdinary holds the course to what any Go program could import.
func TestCourseIsOrdinary(t *testing.T) {
	for from, imports := range graph(t) {
		for _, to := range imports {
			switch {
			case strings.HasPrefix(from, "gosched/experiments") && strings.HasPrefix(to, "gosched/kernel/") && !strings.HasPrefix(to, "gosched/kernel/display"):
				t.Errorf("%s imports %s: experiments are ordinary programs", from, to)
			case strings.HasPrefix(from, "gosched/kernel") && nickname(to) == "topic":
				t.Errorf("%s imports %s: the kernel does not know the course", from, to)
			}
		}
	}
}

// root is the top of the tree.
const root = "../../.."

// TestTopLevel holds the top level of the tree to what the project has decided on.
func TestTopLevel(t *testing.T) {
	allowed := strings.Fields("go.mod go.sum kernel notebooks experiments install Makefile README.md LICENSE CHANGELOG.md")
	tracked, err := exec.Command("git", "-C", root, "ls-files").Output()
	if err != nil {
		t.Fatalf("listing what git tracks: %v", err)
	}
	for file := range strings.Lines(string(tracked)) {
		name, _, _ := strings.Cut(strings.TrimSpace(file), "/")
		if !strings.HasPrefix(name, ".") && !slices.Contains(allowed, name) {
			t.Errorf("%s is at the top level", name)
			allowed = append(allowed, name) // once is enough
		}
	}
}

// nickname gives the name of an import path in order and bans.
func nickname(p string) string {
	for _, m := range owned {
		if strings.HasPrefix(p, m) {
			return m
		}
	}
	switch {
	case strings.HasPrefix(p, "gosched/experiments/lab"):
		return "lab"
	case strings.HasPrefix(p, "gosched/experiments"):
		return "topic"
	case strings.HasPrefix(p, "gosched/kernel/display"):
		return "kernel/display"
	case strings.HasPrefix(p, "gosched/kernel/internal/sockets/donothing"):
		return "donothing"
	case strings.HasPrefix(p, "gosched/kernel/internal/"):
		name, _, _ := strings.Cut(strings.TrimPrefix(p, "gosched/kernel/internal/"), "/")
		return name
	}
	return strings.TrimPrefix(p, "gosched/")
}

// parseOrder returns, for each name, the set of names that may import it.
func parseOrder(t *testing.T) map[string]map[string]bool {
	t.Helper()
	may := map[string]map[string]bool{}
	var lines []string
	for line := range strings.Lines(order) {
		line, _, _ = strings.Cut(line, "#")
		lines = append(lines, line)
	}
	for rule := range strings.SplitSeq(strings.Join(lines, ""), ";") {
		var below []string
		for group := range strings.SplitSeq(rule, "<") {
			var names []string
			for name := range strings.SplitSeq(group, ",") {
				if name = strings.TrimSpace(name); name != "" && name != "NONE" {
					names = append(names, name)
				}
			}
			for _, a := range below {
				for _, b := range names {
					if may[a] == nil {
						may[a] = map[string]bool{}
					}
					may[a][b] = true
				}
			}
			below = append(below, names...)
		}
	}
	close(may)
	return may
}

// close makes the relation transitive, other modules excepted: those are for
// direct importers only.
func close(may map[string]map[string]bool) {
	for changed := true; changed; {
		changed = false
		for a, bs := range may {
			if slices.Contains(owned, a) {
				continue
			}
			for b := range maps.Clone(bs) {
				for c := range may[b] {
					if !bs[c] {
						bs[c], changed = true, true
					}
				}
			}
		}
	}
}

// graph returns the imports of every package of the project, tests excepted.
func graph(t *testing.T) map[string][]string {
	t.Helper()
	g := map[string][]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "bin") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		from := path.Join("gosched", filepath.ToSlash(rel))
		for _, spec := range f.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !slices.Contains(g[from], to) {
				g[from] = append(g[from], to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// reach returns everything that from imports, directly or not.
func reach(g map[string][]string, from string) map[string]bool {
	seen := map[string]bool{}
	var visit func(string)
	visit = func(p string) {
		for _, to := range g[p] {
			if !seen[to] {
				seen[to] = true
				visit(to)
			}
		}
	}
	visit(from)
	return seen
}

// TestData guards the data itself: a name that no package has is a typing error
// or a rule that has outlived its package.
func TestData(t *testing.T) {
	known := map[string]bool{}
	for p, imports := range graph(t) {
		known[nickname(p)] = true
		for _, to := range imports {
			known[nickname(to)] = true
		}
	}
	s := bufio.NewScanner(strings.NewReader(order))
	for s.Scan() {
		line, _, _ := strings.Cut(s.Text(), "#")
		for name := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(" ,;<", r) }) {
			if name != "NONE" && name != "archtest" && !known[name] {
				t.Errorf("order names %s, which is no package", name)
			}
		}
	}
}
