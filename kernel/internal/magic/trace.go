package magic

import (
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"gosched/kernel/internal/gantt"
	"gosched/kernel/internal/quota"
	"gosched/kernel/internal/timeline"
	"gosched/kernel/internal/twin"
)

var traceCell = &Command{
	Name:  "trace",
	Form:  Cell,
	Usage: "%%trace [-o FILE] [-lanes N] [-go] [-cpu N] [-gcflags FLAGS] [-env K=V,...] [-mem LIMIT] [-time] [-use X,Y]",
	takes: takesGo,
	Short: "draws which goroutine of the cell did what when: a timeline of its execution trace",
	Doc: "Lanes are goroutines (-lanes of them, the busiest 24) and below them processors; colours are states; what a wait was for, where, and who ended it, is said under the pointer. " +
		"The table sums up the states, and a line says what tracing cost. -o writes the trace to a file that go tool trace opens. " +
		"With -go the cell is compiled, and the other flags are those of %%go. " +
		"At 8 MB, which goroutines that do nothing but switch need half a second for, recording ends and the cell goes on. Of a process that is killed, or that a goroutine's panic ends, the last second may be missing. A compiled cell that deadlocks ends as it does untraced, half a second later; one that uses timers, signals, C or modules may have to be interrupted, since Go notices no deadlock while it is traced.",
	Example: "%%trace\nvar wg sync.WaitGroup\nch := make(chan int)\nwg.Go(func() {\n\tfor v := range ch {\n\t\ttime.Sleep(time.Duration(v) * time.Millisecond)\n\t}\n})\nfor i := range 5 {\n\tch <- i\n}\nclose(ch)\nwg.Wait()",
	run:     runTrace,
}

// traceLimit bounds a trace, in bytes: about one and a half million events, which take a
// second and up to 200 MB while they are read.
const traceLimit = 8 << 20

func runTrace(ctx context.Context, env Env, c *Call) error {
	flags, err := c.onlyFlags()
	if err != nil {
		return err
	}
	v := &tracing{env: env, compiled: flags.has("go")}
	if err := v.read(c, flags); err != nil {
		return err
	}
	if strings.TrimSpace(c.Body) == "" {
		return c.misuse("there is nothing to trace: the code stands below")
	}
	if err := v.open(c, flags["o"]); err != nil {
		return err
	}
	defer v.close()
	if v.compiled {
		return v.runCompiled(ctx, c, flags)
	}
	_, err = env.Trace(c.Body, v.file, traceLimit)
	v.show(timeline.InFiles)
	return err
}

// A tracing is a cell that is traced.
type tracing struct {
	env      Env
	compiled bool
	lanes    int
	file     string // where the trace is written
	kept     string // what that is called in the end, "" if it is not kept
}

// read reads the flags that are not those of compiled cells, and refuses these for a
// cell that is not compiled.
func (v *tracing) read(c *Call, flags flagSet) (err error) {
	if n, ok := flags["lanes"]; ok {
		if v.lanes, err = strconv.Atoi(n); err != nil || v.lanes < 1 || v.lanes > 300 {
			return c.misuse("-lanes needs a number from 1 to 300")
		}
	}
	for _, name := range []string{"cpu", "gcflags", "env", "mem", "time", "use"} {
		if flags.has(name) && !v.compiled {
			return c.misuse("-" + name + " is for compiled cells: it needs -go")
		}
	}
	return nil
}

// open makes the file for the trace, beside the one that it is to become. That may be
// there, as a file or as a link to one, and nothing else: it is replaced.
func (v *tracing) open(c *Call, name string) error {
	dir := ""
	if name != "" {
		if v.kept = name; !filepath.IsAbs(name) {
			v.kept = filepath.Join(v.env.Dir(), name)
		}
		info, err := os.Stat(v.kept)
		switch {
		case err == nil && info.IsDir():
			return c.misuse("-o needs a file, and " + name + " is a directory")
		case err == nil && !info.Mode().IsRegular():
			return c.misuse("-o needs a file to write, and " + name + " is a device, a pipe or a socket")
		}
		if file, err := filepath.EvalSymlinks(v.kept); err == nil {
			v.kept = file
		}
		dir = filepath.Dir(v.kept)
	}
	f, err := os.CreateTemp(dir, "gosched-trace-")
	if err != nil {
		return &Error{Name: "file", Text: err.Error()}
	}
	v.file = f.Name()
	return f.Close()
}

// close removes what is left of the file.
func (v *tracing) close() { os.Remove(v.file) }

// runCompiled compiles and runs the cell.
func (v *tracing) runCompiled(ctx context.Context, c *Call, flags flagSet) error {
	o, err := c.compilation(v.env, flags)
	if err != nil {
		return err
	}
	defer o.close()
	o.run.Trace = fmt.Sprintf("%d %s", traceLimit, v.file)
	b, out, err := o.perform(ctx, v.env, c, twin.NewTraced)
	switch {
	case err != nil:
		return err
	case out == nil:
		v.env.Note(o.after(b, "nothing of it runs"))
		return nil
	}
	o.ran(v.env, b, out)
	v.show(b.Where)
	return o.verdict(ctx, v.env, out)
}

// show shows the timeline of what there is in the file, if anything: a cell that did not
// begin has its own message.
func (v *tracing) show(where timeline.Where) {
	start := time.Now()
	f, err := os.Open(v.file)
	if err != nil {
		v.env.Note("no timeline: " + err.Error())
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return
	}
	if v.kept != "" {
		defer v.keep()
	}
	t, err := timeline.Read(f, where)
	if err != nil {
		v.env.Note("no timeline, since the process ended before its trace was written: " + err.Error())
		return
	}
	bundle := v.draw(t)
	for _, line := range []string{gantt.Summary(t), v.blind(), broke(t, info.Size()), cost(t, info.Size(), time.Since(start))} {
		if line != "" {
			bundle["text/html"] += "<div><small>" + html.EscapeString(line) + "</small></div>"
			bundle["text/plain"] += "\n" + line
		}
	}
	v.env.Display(bundle)
	if t.Events > manyEvents {
		t = nil
		debug.FreeOSMemory() // a kernel is small, and stays so
	}
}

// draw returns picture and table in all their forms.
func (v *tracing) draw(t *timeline.Timeline) map[string]string {
	o := gantt.Options{Lanes: v.lanes, Title: "Timeline, interpreted", Code: v.env.Line}
	if v.compiled {
		o.Title = "Timeline, compiled"
	}
	bundle, table := texts(gantt.Chart(t, o).MIMEBundle()), gantt.Table(t, o)
	bundle["text/html"] += table.HTML()
	bundle["text/plain"] += "\n\n" + strings.TrimRight(table.String(), "\n")
	return bundle
}

// manyEvents is how many take memory that is worth giving back.
const manyEvents = 100_000

// broke says why the timeline ends before the program did, "" if it does not.
func broke(t *timeline.Timeline, size int64) string {
	switch {
	case t.Whole:
		return ""
	case size >= traceLimit:
		return "Recording ended after " + duration(t.Length) + ", with " + quota.Text(size) + ", the most that is recorded; the program went on without it."
	}
	return "The trace breaks off after " + duration(t.Length) + ": the process ended, or ended its tracing, before the rest was written."
}

// cost says what tracing took.
func cost(t *timeline.Timeline, size int64, drawing time.Duration) string {
	s := fmt.Sprintf("Tracing: %s in %s", count(t.Events, "event"), quota.Text(size))
	if t.Price > 0 {
		took := t.Price * time.Duration(t.Events) / 1000
		s += fmt.Sprintf(", which cost about %s of processor time (%s each on this machine)", duration(took), nanoseconds(float64(t.Price)/1000))
		if t.Length > 0 {
			s += fmt.Sprintf(", %s of the %s", percent(float64(took)/float64(t.Length)), duration(t.Length))
		}
	}
	return s + "; reading and drawing took " + duration(drawing) + "."
}

// blind says why there are no lines of cells in the timeline, "" if there are.
func (v *tracing) blind() string {
	if v.compiled || os.Getenv("GOSCHED_INTRINSICS") != "off" {
		return ""
	}
	return "Lines of the cell are not known with GOSCHED_INTRINSICS=off."
}

// percent prints a part of a whole.
func percent(part float64) string {
	if part < 0.001 {
		return "less than 0.1 %"
	}
	return digits(100*part) + " %"
}

// keep gives the trace its name.
func (v *tracing) keep() {
	err := os.Rename(v.file, v.kept)
	if err == nil {
		err = os.Chmod(v.kept, 0o644)
	}
	if err != nil {
		v.env.Print(Stderr, []byte("%%trace: "+err.Error()+"\n"))
		return
	}
	v.env.Note("The trace is in " + v.kept + "; go tool trace opens it.")
}
