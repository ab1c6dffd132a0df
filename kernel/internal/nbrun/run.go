package nbrun

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/wire"
)

// A Kernel is the client's side of a conversation with a kernel. *sockets.Memory
// is one. Its channels are closed when the kernel has ended.
type Kernel interface {
	SendShell(wire.Content) (*wire.Message, error)
	SendControl(wire.Content) (*wire.Message, error)
	Replies() <-chan *wire.Message
	IOPub() <-chan *wire.Message
}

// Options change how a notebook is run.
type Options struct {
	Timeout     time.Duration  // of one cell; 0 means none
	AllowErrors bool           // go on after an error
	Progress    func(Progress) // called before and after each cell; may be nil
}

// A Progress says how far a run has got.
type Progress struct {
	Cell, Cells int           // number of the cell among those to be run, 1-based, and how many there are
	Source      string        // of the cell
	Ended       bool          // else it is about to begin
	Elapsed     time.Duration // if ended
	Err         *CellError    // if ended with an error, also one that is allowed
}

// grace is how long a kernel may take to end a cell that was interrupted. The
// kernel itself gives up on what cannot be stopped after 1 s.
const grace = 10 * time.Second

// Run executes nb. The error is a *CellError if a cell failed, and
// nbformat.ErrNoCells if there are none. The notebook then has the outputs so far, and
// none of an earlier run.
func Run(ctx context.Context, nb *nbformat.Notebook, k Kernel, o Options) error {
	if len(nb.Cells) == 0 {
		return nbformat.ErrNoCells
	}
	r := &runner{ctx: ctx, kernel: k, options: o, outputs: newCollector()}
	if err := r.describe(nb); err != nil {
		return err
	}
	cells := toRun(nb)
	for _, c := range cells {
		c.Outputs, c.ExecutionCount = nil, nil // those of an earlier run
	}
	for i, c := range cells {
		p := Progress{Cell: i + 1, Cells: len(cells), Source: c.Source}
		if err := r.cell(c, nb, p); err != nil {
			return err
		}
	}
	return nil
}

// toRun returns the cells to be run.
func toRun(nb *nbformat.Notebook) []*nbformat.Cell {
	var cells []*nbformat.Cell
	for _, c := range nb.Cells {
		if c.Type == nbformat.Code && strings.TrimSpace(c.Source) != "" && !slices.Contains(c.Tags(), "skip-execution") {
			cells = append(cells, c)
		}
	}
	return cells
}

// A runner is one run. It starts no goroutines.
type runner struct {
	ctx     context.Context
	kernel  Kernel
	options Options
	outputs *collector
}

// describe asks the kernel for its language, which the notebook's metadata name.
func (r *runner) describe(nb *nbformat.Notebook) error {
	request, err := r.kernel.SendShell(wire.KernelInfoRequest{})
	if err != nil {
		return fmt.Errorf("asking the kernel who it is: %w", err)
	}
	reply, err := r.await(request, nil)
	if err != nil {
		return fmt.Errorf("asking the kernel who it is: %w", err)
	}
	if info, ok := reply.(wire.KernelInfoReply); ok {
		nb.Metadata = withLanguage(nb.Metadata, info.LanguageInfo)
	}
	return nil
}

func withLanguage(metadata nbformat.Object, l wire.LanguageInfo) nbformat.Object {
	if metadata == nil {
		metadata = nbformat.Object{}
	}
	info := nbformat.Object{}
	for key, value := range map[string]string{
		"name": l.Name, "version": l.Version, "mimetype": l.MIMEType, "file_extension": l.FileExtension,
		"pygments_lexer": l.PygmentsLexer, "codemirror_mode": l.CodeMirrorMode, "nbconvert_exporter": l.NBConvertExporter,
	} {
		if value != "" {
			info[key] = value
		}
	}
	metadata["language_info"] = info
	return metadata
}

// cell runs c and reports. Its error ends the run.
func (r *runner) cell(c *nbformat.Cell, nb *nbformat.Notebook, p Progress) error {
	r.report(p)
	began := time.Now()
	failure, err := r.execute(c)
	if err != nil {
		return fmt.Errorf("cell %d: %w", p.Cell, err)
	}
	if failure == nil {
		failure = r.compare(c)
	} else if slices.Contains(c.Tags(), "raises-exception") && !failure.Timeout {
		failure = nil
	}
	if failure != nil {
		failure.Cell, failure.Index = p.Cell, slices.Index(nb.Cells, c)
	}
	p.Ended, p.Elapsed, p.Err = true, time.Since(began), failure
	r.report(p)
	if failure != nil && !r.options.AllowErrors {
		return failure
	}
	return nil
}

func (r *runner) report(p Progress) {
	if r.options.Progress != nil {
		r.options.Progress(p)
	}
}

// execute runs c to its end. A failure is the cell's, an error is not.
func (r *runner) execute(c *nbformat.Cell) (*CellError, error) {
	request, err := r.kernel.SendShell(wire.ExecuteRequest{Code: c.Source, StoreHistory: true, StopOnError: true})
	if err != nil {
		return nil, err
	}
	r.outputs.begin(request.Header.ID, c)
	limit := &limit{timeout: r.options.Timeout}
	content, err := r.await(request, limit)
	if err != nil {
		return nil, err
	}
	reply, ok := content.(wire.ExecuteReply)
	if !ok {
		return nil, fmt.Errorf("the kernel answered with %T", content)
	}
	if reply.ExecutionCount > 0 {
		c.ExecutionCount = &reply.ExecutionCount
	}
	return failureOf(reply, limit), nil
}
