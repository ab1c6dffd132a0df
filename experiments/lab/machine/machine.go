// Package machine tells on what a notebook was run: the facts without which its
// numbers mean little.
package machine

import (
	"fmt"
	"os"
	"runtime"
	"strings"

	"gosched/experiments/lab"
)

// A Description is what matters about a machine. As the result of a cell it
// shows itself.
type Description struct {
	System     string // operating system, its release, and architecture
	Go         string // version
	CPUs       int    // usable by this process
	GOMAXPROCS int    // goroutines that may compute at a time
	Files      uint64 // that this process may have open, 0 if unknown
	Root       bool
	U          string // one document second
}

// Describe describes this machine as this process sees it now.
func Describe() Description {
	release, files := system()
	return Description{
		System:     strings.TrimSpace(runtime.GOOS+" "+release) + " " + runtime.GOARCH,
		Go:         runtime.Version(),
		CPUs:       runtime.NumCPU(),
		GOMAXPROCS: runtime.GOMAXPROCS(0),
		Files:      files,
		Root:       os.Geteuid() == 0,
		U:          lab.U.String(),
	}
}

// rows returns the facts, each with its name.
func (d Description) rows() [][2]string {
	files := "?"
	if d.Files > 0 {
		files = fmt.Sprint(d.Files)
	}
	return [][2]string{
		{"系统 · system", d.System},
		{"Go", d.Go},
		{"处理器 · processors", fmt.Sprintf("%d, GOMAXPROCS %d", d.CPUs, d.GOMAXPROCS)},
		{"可打开文件 · open files", files},
		{"root", fmt.Sprint(d.Root)},
		{"文档里的一秒 · one document second", "U = " + d.U},
	}
}

// String returns one line for each fact.
func (d Description) String() string {
	var b strings.Builder
	for _, r := range d.rows() {
		fmt.Fprintf(&b, "%s: %s\n", r[0], r[1])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Markdown returns the facts as a table.
func (d Description) Markdown() string {
	var b strings.Builder
	b.WriteString("| | |\n|---|---|\n")
	for _, r := range d.rows() {
		fmt.Fprintf(&b, "| %s | %s |\n", r[0], r[1])
	}
	return b.String()
}

// MIMEBundle shows the facts in a notebook.
func (d Description) MIMEBundle() map[string]any {
	return map[string]any{"text/markdown": d.Markdown(), "text/plain": d.String()}
}
