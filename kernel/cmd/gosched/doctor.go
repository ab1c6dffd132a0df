package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"gosched/install"
	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/nbrun"
)

var doctorCommand = &command{
	name:  "doctor",
	short: "say what is missing and how to get it",
	long: `
Doctor looks for all that the kernel needs or can use, runs a cell, and says what is
missing and how to get it. The exit status is 1 if something is missing that is
needed.`,
	setup: func(*flag.FlagSet) func([]string) error { return examine },
}

// A finding is what doctor says about one thing.
type finding struct {
	what     string
	found    string // what was found; "" if nothing was
	advice   string // if nothing was
	optional bool   // the kernel works without it
}

func examine(args []string) error {
	if err := noArgs(args); err != nil {
		return err
	}
	missing := false
	for _, check := range []func() finding{checkCell, checkJupyter, checkSpec, checkGo, checkC} {
		f := check()
		fmt.Println(f)
		missing = missing || f.found == "" && !f.optional
	}
	if missing {
		return exit(1)
	}
	return nil
}

func (f finding) String() string {
	switch {
	case f.found != "":
		return fmt.Sprintf("ok       %s: %s", f.what, f.found)
	case f.optional:
		return fmt.Sprintf("optional %s: %s", f.what, f.advice)
	}
	return fmt.Sprintf("MISSING  %s: %s", f.what, f.advice)
}

// checkCell runs a cell, which also runs the self-tests of the worker.
func checkCell() finding {
	f := finding{what: "running a cell"}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	began := time.Now()
	c := &nbformat.Cell{Type: nbformat.Code, ID: "self-test", Source: "c := make(chan int)\ngo func() { c <- 42 }()\n<-c"}
	k := startKernel()
	err := nbrun.Run(ctx, &nbformat.Notebook{Cells: []*nbformat.Cell{c}}, k, nbrun.Options{})
	if e := k.close(); err == nil {
		err = e
	}
	if err == nil && (len(c.Outputs) != 1 || c.Outputs[0].Data["text/plain"] != "42") {
		err = errors.New("the result is wrong")
	}
	if err != nil {
		f.advice = err.Error()
		return f
	}
	f.found = fmt.Sprintf("done, with start, in %v", time.Since(began).Round(time.Millisecond))
	return f
}

func checkJupyter() finding {
	for _, name := range []string{"jupyter-lab", "jupyter-notebook", "jupyter"} {
		if path, err := exec.LookPath(name); err == nil {
			return finding{what: "Jupyter", found: path}
		}
	}
	return finding{what: "Jupyter", advice: "no jupyter on PATH; get it with: python3 -m pip install jupyterlab"}
}

func checkSpec() finding {
	f := finding{what: "kernelspec", advice: "Jupyter does not know the kernel; tell it with: gosched install --user"}
	exe, err := os.Executable()
	if err != nil {
		f.advice = err.Error()
		return f
	}
	for _, k := range install.List() {
		switch {
		case k.Executable == exe:
			f.found = k.Dir
			return f
		case k.Missing:
			f.advice = fmt.Sprintf("%s starts %s, which does not exist; repeat: gosched install", k.Dir, k.Executable)
		default:
			f.found = fmt.Sprintf("%s (starts another gosched: %s)", k.Dir, k.Executable)
		}
	}
	return f
}

func checkGo() finding {
	f := finding{what: "Go toolchain", optional: true, advice: "not on PATH; cells run without it, compiling them will need it"}
	path, err := exec.LookPath("go")
	if err != nil {
		return f
	}
	out, err := exec.Command(path, "env", "GOVERSION").Output()
	if err != nil {
		f.advice = fmt.Sprintf("%s does not run: %v", path, err)
		return f
	}
	f.found = fmt.Sprintf("%s (%s)", path, strings.TrimSpace(string(out)))
	return f
}

func checkC() finding {
	for _, name := range []string{"cc", "gcc", "clang"} {
		if path, err := exec.LookPath(name); err == nil {
			return finding{what: "C compiler", found: path}
		}
	}
	return finding{what: "C compiler", optional: true, advice: "not on PATH; only Go's race detector needs one"}
}
