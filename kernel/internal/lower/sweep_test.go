//go:build sweep

package lower

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/stdlib"
)

// goTestDir returns the directory of Go's own tests.
func goTestDir(t *testing.T) string {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(strings.TrimSpace(string(root)), "test")
}

// goTests returns the single-file programs of Go's own tests that are run and
// must end well.
func goTests(t *testing.T) []string {
	root := goTestDir(t)
	var files []string
	for _, dir := range []string{"", "ken", "chan", "interface", "typeparam", "fixedbugs"} {
		names, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if isRunTest(name) {
				files = append(files, name)
			}
		}
	}
	if len(files) == 0 {
		t.Fatal("no tests in GOROOT")
	}
	return files
}

func isRunTest(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		line := strings.TrimSpace(sc.Text())
		if strings.HasPrefix(line, "//go:build") || line == "" {
			if strings.Contains(line, "cgo") {
				return false
			}
			continue
		}
		return line == "// run"
	}
	return false
}

// TestLowerGoTests lowers and verifies Go's own tests without running them.
func TestLowerGoTests(t *testing.T) {
	fset := token.NewFileSet()
	imp := stdlib.NewImporter(fset)
	causes := map[string][]string{}
	good := 0
	for _, name := range goTests(t) {
		if msg := lowerFile(imp, fset, name); msg != "" {
			causes[msg] = append(causes[msg], filepath.Base(name))
		} else {
			good++
		}
	}
	var msgs []string
	for m := range causes {
		msgs = append(msgs, m)
	}
	sort.Slice(msgs, func(i, j int) bool { return len(causes[msgs[i]]) > len(causes[msgs[j]]) })
	for _, m := range msgs {
		t.Logf("%d %s: %v", len(causes[m]), m, causes[m])
	}
	t.Logf("%d of Go's tests lowered", good)
}

func lowerFile(imp *stdlib.Importer, fset *token.FileSet, name string) (msg string) {
	defer func() {
		if e := recover(); e != nil {
			stack := make([]byte, 4000)
			stack = stack[:runtime.Stack(stack, false)]
			msg = fmt.Sprintf("panic: %v", e)
			for _, l := range strings.Split(string(stack), "\n") {
				if strings.Contains(l, "internal/lower/") && !strings.Contains(l, "sweep_test") && !strings.Contains(l, "lower.go:1") {
					msg += " " + strings.TrimSpace(l[strings.LastIndex(l, "/")+1:])
				}
			}
			if len(msg) > 300 {
				msg = msg[:300]
			}
		}
	}()
	text, err := os.ReadFile(name)
	if err != nil {
		return err.Error()
	}
	u, err := lowerProgram(imp, fset, string(text))
	if err != nil {
		return err.Error()
	}
	if err := core.NewVerifier().Verify(u); err != nil {
		return "verify: " + err.Error()
	}
	if _, err := core.Decode(core.Encode(u)); err != nil {
		return "decode: " + err.Error()
	}
	return ""
}

// sweepTimeout is what a program may take.
const sweepTimeout = 20 * time.Second

// TestRunGoTests runs Go's own tests, each in a process of its own, and prints
// the table of those that fail. GOSCHED_SWEEP_ONLY selects files by substring.
func TestRunGoTests(t *testing.T) {
	var files []string
	for _, name := range goTests(t) {
		if strings.Contains(name, os.Getenv("GOSCHED_SWEEP_ONLY")) {
			files = append(files, name)
		}
	}
	results := make([]string, len(files))
	work := make(chan int)
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Go(func() {
			for i := range work {
				results[i] = runFile(files[i])
			}
		})
	}
	for i := range files {
		work <- i
	}
	close(work)
	wg.Wait()
	good, root := 0, goTestDir(t)
	for i, msg := range results {
		if msg == "" {
			good++
			continue
		}
		rel, _ := filepath.Rel(root, files[i])
		t.Logf("FAIL %s: %s", rel, msg)
	}
	t.Logf("%d of %d of Go's tests pass", good, len(files))
}

// runFile says how a program fails, "" if it does not.
func runFile(name string) string {
	exe, err := os.Executable()
	if err != nil {
		return err.Error()
	}
	ctx, cancel := context.WithTimeout(context.Background(), sweepTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, exe)
	cmd.Env = append(os.Environ(), programEnv+"="+name)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	if ctx.Err() != nil {
		return "timeout"
	}
	if err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		return err.Error() + ": " + firstLines(out.String())
	}
	want, err := os.ReadFile(strings.TrimSuffix(name, ".go") + ".out")
	if err == nil && string(want) != out.String() {
		return fmt.Sprintf("output differs: %s", firstLines(out.String()))
	}
	return ""
}

func firstLines(s string) string {
	if len(s) > 250 {
		s = s[:250]
	}
	return strings.ReplaceAll(s, "\n", " | ")
}
