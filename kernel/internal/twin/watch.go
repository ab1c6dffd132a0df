//go:build unix

package twin

import (
	"context"
	"os"
	"sync/atomic"
	"syscall"
	"time"
)

// How often watch looks: soon at first, so that a program that reads a line does not
// wait long, and less often when nothing happens.
const (
	firstLook = 10 * time.Millisecond
	lastLook  = 50 * time.Millisecond
)

// watch looks after the program's input and memory.
func (p *program) watch(ctx, alive context.Context) {
	pause := firstLook
	var asking atomic.Bool
	inode := inodeOf(p.stdinR)
	for {
		select {
		case <-alive.Done():
			return
		case <-time.After(pause):
		}
		pause = min(pause*3/2, lastLook)
		if why, passed := p.o.Memory.Passed(resident(p.kept.Pid())); passed {
			p.end(why)
		}
		if ctx.Err() == nil && !asking.Load() && p.silent() && waitsForInput(p.kept.Pid(), inode) && p.silent() {
			asking.Store(true)
			pause = firstLook
			p.others.Go(func() {
				defer asking.Store(false)
				p.ask(alive)
			})
		}
	}
}

// silent reports whether everything printed has been shown, and everything typed has
// been read.
func (p *program) silent() bool {
	return p.streams[0].idle() && p.streams[1].idle() && pending(p.stdinR) == 0
}

// ask asks the user for a line of standard input. Without an answer it ends.
func (p *program) ask(alive context.Context) {
	line, err := p.console.Input(alive, "", false)
	if err == nil {
		_, err = p.stdin.WriteString(line + "\n")
	}
	if err != nil {
		p.stdin.Close()
	}
}

// inodeOf returns the inode of a file.
func inodeOf(f *os.File) uint64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0
	}
	return st.Ino
}
