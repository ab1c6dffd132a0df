// Command gosched is a Jupyter kernel for Go, and the tools around it.
//
// Each subcommand is an entry of the table commands, in a file of its own. The
// exit status is 0 if all is well, 1 if what was asked for has been done and found
// wanting (a cell failed, a notebook is stale, something is missing), and 2 if it
// could not be done; then one line on standard error says why.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"gosched/experiments/lab/child"
)

func main() {
	child.Main() // a cell of the course may start this program to play a role
	os.Exit(run(os.Args[1:]))
}

// run executes the command line args and returns the exit status.
func run(args []string) int {
	if len(args) == 0 {
		help(os.Stderr)
		return 2
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	c := find(name)
	if c == nil {
		fmt.Fprintf(os.Stderr, "gosched: there is no command %q (gosched help lists them)\n", name)
		return 2
	}
	return status(c, c.execute(args[1:]))
}

// status reports err, if any, and returns the exit status that belongs to it.
func status(c *command, err error) int {
	var e exit
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		c.help(os.Stdout)
		return 0
	case errors.As(err, &e):
		return int(e)
	}
	fmt.Fprintf(os.Stderr, "gosched %s: %v\n", c.name, err)
	return 2
}

// An exit is an exit status of which nothing more need be said.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// help prints what a newcomer needs.
func help(w io.Writer) {
	fmt.Fprint(w, introduction)
	for _, c := range commands() {
		if !c.hidden {
			fmt.Fprintf(w, "\t%-10s %s\n", c.name, c.short)
		}
	}
	fmt.Fprint(w, "\nMore about one of them: gosched help COMMAND\n")
}
