package differ

import (
	"bytes"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/split"
	"gosched/kernel/internal/stdlib"
)

// A sample is one of the programs in testdata/programs.
type sample struct{ name, text string }

// samples returns the programs of all topics.
func samples(t *testing.T) []sample {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "programs", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	var list []sample
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		topic := strings.TrimSuffix(filepath.Base(file), ".txtar")
		for _, f := range a.Files {
			list = append(list, sample{topic + "/" + strings.TrimSuffix(f.Name, ".go"), string(f.Data)})
		}
	}
	return list
}

// TestPrograms compares the programs in testdata/programs, as one cell each and as
// several.
func TestPrograms(t *testing.T) {
	list := samples(t)
	if filter := *only; filter != "" {
		re := regexp.MustCompile(filter)
		all := list
		list = nil
		for _, s := range all {
			if re.MatchString(s.name) {
				list = append(list, s)
			}
		}
	}
	want := newBuilder(t, importsOf(t, list)).runEach(t, list)
	jobs := make([]job, 0, 2*len(list))
	for _, s := range list {
		jobs = append(jobs, job{Cells: []string{s.text}}, job{Cells: several(t, s.text)})
	}
	runAll(t, jobs, func(i int, got string) {
		s, want := list[i/2], want[i/2]
		if got == want {
			return
		}
		as := "one cell"
		if cells := len(jobs[i].Cells); i%2 == 1 {
			as = fmt.Sprint(cells, " cells")
		}
		t.Errorf("%s as %s differs:\n%s", s.name, as, difference(got, want))
	})
	t.Logf("%d programs", len(list))
}

// library is what programs import. It is for one goroutine.
var library = stdlib.NewImporter(token.NewFileSet())

// several returns a program as up to six cells.
func several(t *testing.T, text string) []string {
	t.Helper()
	cells, err := split.Program(library, text, 3)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return cells
}

// runEach builds programs, each a package of its own named main, as one binary,
// runs each in a process of its own, and returns what it prints and how it ends.
// The initialisers of all of them run in each process.
func (b *builder) runEach(t *testing.T, list []sample) []string {
	t.Helper()
	dir := t.TempDir()
	var main, config strings.Builder
	main.WriteString("package main\n\nimport (\n\t\"os\"\n")
	for i := range list {
		fmt.Fprintf(&main, "\tp%d \"program/p%d\"\n", i, i)
		fmt.Fprintf(&config, "packagefile program/p%d=%s\n", i, filepath.Join(dir, fmt.Sprintf("p%d.a", i)))
	}
	main.WriteString(")\n\nfunc main() {\n\tswitch os.Args[1] {\n")
	for i := range list {
		fmt.Fprintf(&main, "\tcase \"%d\":\n\t\tp%d.Main()\n", i, i)
	}
	main.WriteString("\t}\n}\n")
	b.extend(t, config.String())
	inParallel(len(list), func(i int) { b.pack(t, dir, i, list[i]) })
	if t.Failed() {
		t.FailNow()
	}
	b.write(t, dir, "main.go", main.String())
	b.command(t, dir, b.compiler, "-p", "main", "-importcfg", b.config, "-o", "main.a", "main.go")
	b.command(t, dir, b.linker, "-s", "-w", "-importcfg", b.config, "-o", "all", "main.a")
	if text := b.command(t, dir, filepath.Join(dir, "all"), "none"); text != "" {
		t.Errorf("programs print before main:\n%s", text)
	}
	out := make([]string, len(list))
	inParallel(len(list), func(i int) {
		out[i] = ending(exec.Command(filepath.Join(dir, "all"), fmt.Sprint(i)))
	})
	return out
}

// pack compiles program i into a package that exports its main as Main.
func (b *builder) pack(t *testing.T, dir string, i int, s sample) {
	name := fmt.Sprintf("p%d", i)
	file := strings.ReplaceAll(s.name, "/", "_") + ".go"
	b.write(t, dir, file, s.text)
	b.write(t, dir, name+"_main.go", "package main\n\nfunc Main() { main() }\n")
	b.command(t, dir, b.compiler, "-p", "program/"+name, "-complete", "-dwarf=false", "-importcfg", b.config, "-o", name+".a", file, name+"_main.go")
}

// path is the package of a program, as compiled here.
var path = regexp.MustCompile(`program/p\d+\.`)

// trail is what the runtime adds to the message of a panic.
var trail = regexp.MustCompile(`(?s)(\n\[signal [^\n]*\])?\n\ngoroutine \d+ .*`)

// ending returns what a program prints, but for the stack of a panic, and how it ends.
func ending(cmd *exec.Cmd) string {
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	text := path.ReplaceAllString(out.String(), "main.")
	if err == nil {
		return text
	}
	if cmd.ProcessState.ExitCode() == 2 {
		text = trail.ReplaceAllString(text, "\n")
	}
	return text + exitText(cmd.ProcessState.ExitCode())
}

// inParallel calls f for all numbers below n, by one goroutine for each processor,
// and waits for them.
func inParallel(n int, f func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func (b *builder) write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Error(err)
	}
}
