package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"gosched/kernel/internal/nbformat"
)

// A runner executes programs as notebooks.
//
// Its goroutines: one for each program under way, started by all, which blocks on
// a gosched and is ended by its end; all ends after them.
type runner struct {
	options
	tmp string // directory of the notebooks
}

func newRunner(o options) (*runner, error) {
	gosched, err := filepath.Abs(o.gosched)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(gosched); err != nil {
		return nil, err
	}
	o.gosched = gosched
	tmp, err := os.MkdirTemp("", "sweep")
	return &runner{options: o, tmp: tmp}, err
}

func (r *runner) close() { os.RemoveAll(r.tmp) }

// all tries the programs and yields the verdict of each, in their order.
func (r *runner) all(ctx context.Context, programs []*program) iter.Seq2[int, verdict] {
	return func(yield func(int, verdict) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		verdicts := make([]chan verdict, len(programs))
		for i := range verdicts {
			verdicts[i] = make(chan verdict, 1)
		}
		slots := make(chan struct{}, max(r.workers, 1))
		wg.Go(func() {
			for i, p := range programs {
				slots <- struct{}{}
				wg.Go(func() {
					verdicts[i] <- r.try(ctx, i, p)
					<-slots
				})
			}
		})
		for i := range programs {
			if !yield(i, <-verdicts[i]) {
				return
			}
		}
	}
}

// try runs one program.
func (r *runner) try(ctx context.Context, i int, p *program) verdict {
	if ctx.Err() != nil {
		return failed(ctx.Err().Error())
	}
	began := time.Now()
	cells, err := r.execute(ctx, i, r.notebook(p))
	if err != nil {
		return failed(err.Error())
	}
	v := judge(p, cells)
	v.elapsed = time.Since(began)
	return v
}

// notebook writes a program as cells, the first of which goes where it runs.
func (r *runner) notebook(p *program) *nbformat.Notebook {
	dir := r.dir
	if dir == "" {
		dir = filepath.Dir(p.path)
	}
	sources := []string{"%cd " + strconv.Quote(dir), p.text}
	if p.kind == exampleKind {
		for _, e := range examples(p.text) {
			sources = append(sources, e.name+"()")
		}
	}
	nb := &nbformat.Notebook{Minor: 5}
	for _, s := range sources {
		nb.Cells = append(nb.Cells, &nbformat.Cell{Type: nbformat.Code, Source: s})
	}
	return nb
}

// Grace is what a gosched may take beyond the time of its cells to end them.
const grace = 15 * time.Second

// execute runs a notebook and returns its cells with their outputs, the first left out.
func (r *runner) execute(ctx context.Context, i int, nb *nbformat.Notebook) ([]*nbformat.Cell, error) {
	name := strconv.Itoa(i) + ".ipynb"
	in, out := filepath.Join(r.tmp, name), filepath.Join(r.tmp, "out")
	if err := nb.WriteFile(in); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(len(nb.Cells))*r.timeout+grace)
	defer cancel()
	cmd := exec.CommandContext(ctx, r.gosched, "run", "-o", out, "-allow-errors", "-timeout", r.timeout.String(), in)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, errors.New("the kernel did not end")
		}
		return nil, fmt.Errorf("%w: %s", err, said.String())
	}
	done, err := nbformat.ReadFile(filepath.Join(out, name))
	if err != nil {
		return nil, err
	}
	return done.Cells[1:], nil
}
