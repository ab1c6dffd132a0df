package magic

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"gosched/kernel/internal/module"
	"gosched/kernel/internal/quota"
)

// A progress follows a go command that gets modules: it shows, in a line that changes,
// what is being downloaded and how much has been, and keeps what else the command says.
// What goes on is for those who watch, so it has no text form; what was done has.
// Its methods may be called by several goroutines.
type progress struct {
	environ []string
	task    *task

	mu         sync.Mutex // guards all below
	downloaded []release
	line       []byte // not ended
	rest       strings.Builder
}

// A release is a version of a module.
type release struct{ path, version string }

// newProgress begins to follow. It ends with end.
func newProgress(env Env, queries []string) *progress {
	p := &progress{environ: env.Environ()}
	looking := "looking for " + strings.Join(queries, ", ")
	p.task = newTask(env, func(took time.Duration) map[string]string {
		what := looking
		if now := p.now(); now != "" {
			what = now
		}
		bundle := said(what + " … " + duration(took.Round(100*time.Millisecond)))
		delete(bundle, "text/plain")
		return bundle
	})
	p.task.start()
	return p
}

// show takes output of the go command.
func (p *progress) show(_ Stream, text []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.line = append(p.line, text...)
	for {
		line, rest, ok := strings.Cut(string(p.line), "\n")
		if !ok {
			return
		}
		p.line = []byte(rest)
		if what, ok := strings.CutPrefix(line, "go: downloading "); ok {
			path, version, _ := strings.Cut(what, " ")
			p.downloaded = append(p.downloaded, release{path, version})
		} else {
			p.rest.WriteString(line + "\n")
		}
	}
}

// take returns what was said and is not about downloads, and forgets it.
func (p *progress) take() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.rest.String() + string(p.line)
	p.rest.Reset()
	p.line = nil
	return text
}

// now words what is being downloaded, "" if nothing is.
func (p *progress) now() string {
	amount := p.amount()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.downloaded) == 0 {
		return ""
	}
	last := p.downloaded[len(p.downloaded)-1]
	return fmt.Sprintf("downloading %s %s (%s)", last.path, last.version, amount)
}

// amount words how much has been downloaded.
func (p *progress) amount() string {
	p.mu.Lock()
	list := p.downloaded[:len(p.downloaded):len(p.downloaded)]
	p.mu.Unlock()
	var size int64
	for _, r := range list {
		size += module.Downloaded(p.environ, r.path, r.version)
	}
	text := fmt.Sprintf("%d modules", len(list))
	switch len(list) {
	case 0:
		return "nothing"
	case 1:
		text = "1 module"
	}
	if size > 0 {
		text += ", " + quota.Text(size)
	}
	return text
}

// end ends the line, if there is one, with what was done.
func (p *progress) end() {
	p.task.end("downloaded " + p.amount() + " in " + duration(time.Since(p.task.started).Round(100*time.Millisecond)))
}
