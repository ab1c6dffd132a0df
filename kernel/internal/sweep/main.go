// Sweep runs Go programs of others as notebooks: Go's own tests, the examples of
// the standard library, or whatever files are at hand.
//
// Usage:
//
//	sweep [flags] FILE|DIR|DIR/...
//
// Each program becomes a notebook, which a gosched of its own executes (gosched
// run), so that it takes the way of every cell, and the end of one worker is the
// failure of one program. Nothing is known about any program but what it says
// itself and what the list of those that do not apply says.
//
// # Kinds
//
// What a program is, and so what it must do, is told by its name and its recipe,
// the first line that is no build constraint:
//
//	run         "// run": one cell; must end well and print what the file of the
//	            same name with .out has, or nothing. A named file without a
//	            recipe is one too, but may print anything if there is no .out.
//	compile     "// compile": one cell; must be accepted, whatever it does.
//	errorcheck  "// errorcheck": one cell; must be rejected.
//	example     x_test.go: a cell for the file, with what it needs of the other
//	            test files of its package, and one for each Example function whose
//	            output is written below it; must print that.
//
// A directory stands for its files of the kinds that -kinds names, a directory
// and /... also for those of the directories below. Files whose build
// constraint excludes this system, or demands cgo, are left out.
//
// # What cannot pass
//
// Wherever they come from, some programs ask for what a notebook is not. Of Go's
// own tests and examples they are those that
//
//	collect     expect a dead variable to be collected at once, count objects,
//	            allocations or bytes, or hide pointers in numbers
//	name        expect the file, the package or the stack of a compiled program:
//	            a notebook has cells, and its package is main
//	line        expect the places that line directives say
//	build       run the toolchain, or import packages that are not the standard
//	            library's, or internal to it
//	set         rely on what a test program sets before its examples run
//	compute     are written to keep compiled code busy for seconds
//	fault       compare what is in memory that must not be read
//
// # Result
//
// Sweep prints why programs failed, a table of the rest and the slowest programs. Its status is 1 if
// less than -min per cent of those that apply have passed, or if one passed that
// is in the list.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// Options are the flags.
type options struct {
	gosched string        // the executable
	dir     string        // where programs run; "" means the directory of each
	kinds   string        // that directories stand for, separated by commas
	list    string        // file of programs that do not apply
	workers int           // programs at a time
	timeout time.Duration // of a cell
	min     float64       // per cent
	verbose bool          // name also those that pass
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	fs := flag.NewFlagSet("sweep", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.gosched, "gosched", "bin/gosched", "executable to run notebooks with")
	fs.StringVar(&o.dir, "C", "", "directory in which programs run and from which they are named, instead of their own")
	fs.StringVar(&o.kinds, "kinds", "run", "kinds of program that are taken from directories")
	fs.StringVar(&o.list, "except", "", "file of programs that do not apply, each with its reason")
	fs.IntVar(&o.workers, "j", runtime.NumCPU(), "programs at a time")
	fs.DurationVar(&o.timeout, "timeout", 20*time.Second, "time that a cell may take")
	fs.Float64Var(&o.min, "min", 100, "per cent that must pass")
	fs.BoolVar(&o.verbose, "v", false, "name the programs that pass, too")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	if err := sweep(ctx, o, fs.Args(), stdout); err != nil {
		fmt.Fprintln(stderr, "sweep:", err)
		return 1
	}
	return 0
}

// sweep does what the command does; its error is what main shows.
func sweep(ctx context.Context, o options, args []string, stdout io.Writer) error {
	list, err := readList(o.list)
	if err != nil {
		return err
	}
	programs, err := collect(o.dir, args, strings.Split(o.kinds, ","))
	if err != nil {
		return err
	}
	r, err := newRunner(o)
	if err != nil {
		return err
	}
	defer r.close()
	t := newTable(list)
	for i, v := range r.all(ctx, programs) {
		t.add(programs[i], v)
		t.tell(stdout, programs[i], v, o.verbose)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	t.print(stdout)
	return t.judge(o.min)
}
