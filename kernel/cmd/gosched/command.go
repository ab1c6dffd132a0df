package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

const introduction = `gosched is a Jupyter kernel for Go: notebooks whose cells are Go.

First steps:

	gosched doctor           says what is missing and how to get it
	gosched install --user   makes the kernel known to Jupyter
	jupyter lab              then open a notebook "Go (gosched)"

Commands:

`

// A command is a subcommand.
type command struct {
	name   string
	args   string // what follows the name and the flags in the usage line
	short  string // for the list of commands
	long   string // more, for help about it
	hidden bool   // not for people

	// setup defines the command's flags and returns what it does. The arguments
	// that are not flags may stand before, between and after the flags.
	setup func(*flag.FlagSet) func(args []string) error
}

// commands is the table of subcommands, in the order of the help text.
func commands() []*command {
	return []*command{
		installCommand, uninstallCommand, doctorCommand,
		runCommand, weaveCommand,
		kernelCommand, versionCommand, helpCommand(), workerCommand, keepCommand,
	}
}

func find(name string) *command {
	for _, c := range commands() {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (c *command) execute(args []string) error {
	fs, action := c.flags()
	rest, err := parse(fs, args)
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return fmt.Errorf("%w (gosched help %s)", err, c.name)
	}
	return action(rest)
}

func (c *command) flags() (*flag.FlagSet, func([]string) error) {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	return fs, c.setup(fs)
}

// parse parses flags among args and returns the other arguments. After "--" there
// are no more flags.
func parse(fs *flag.FlagSet, args []string) (rest []string, err error) {
	for len(args) > 0 {
		n := len(args)
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		parsed := n - fs.NArg()
		if parsed > 0 && args[parsed-1] == "--" {
			return append(rest, fs.Args()...), nil
		}
		args = fs.Args()
		if len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	return rest, nil
}

// help prints how the command is used.
func (c *command) help(w io.Writer) {
	fs, _ := c.flags()
	usage := "gosched " + c.name
	var list bytes.Buffer
	fs.SetOutput(&list)
	fs.PrintDefaults()
	if list.Len() > 0 {
		usage += " [flags]"
	}
	fmt.Fprintf(w, "usage: %s\n\n%s\n", strings.TrimSpace(usage+" "+c.args), strings.TrimSpace(c.long))
	if list.Len() > 0 {
		fmt.Fprintf(w, "\nflags:\n%s", &list)
	}
}

func helpCommand() *command {
	return &command{
		name:  "help",
		args:  "[COMMAND]",
		short: "explain a command",
		long:  "Help lists the commands, or explains one.",
		setup: func(*flag.FlagSet) func([]string) error { return helpFor },
	}
}

func helpFor(args []string) error {
	if len(args) == 0 {
		help(os.Stdout)
		return nil
	}
	c := find(args[0])
	if c == nil || len(args) > 1 {
		return fmt.Errorf("there is no command %q", strings.Join(args, " "))
	}
	c.help(os.Stdout)
	return nil
}

// noArgs is the error for arguments that a command does not take, or nil.
func noArgs(args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("does not take the argument %q", args[0])
}
