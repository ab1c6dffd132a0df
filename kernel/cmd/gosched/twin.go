package main

import (
	"flag"

	"gosched/kernel/internal/twin"
)

// twinCommand is what the kernel starts between itself and a compiled cell.
var twinCommand = &command{
	name:   "twin",
	args:   "PROGRAM [ARGUMENT...]",
	long:   "Twin runs a program and ends with all that it has started. It is started by the kernel.",
	hidden: true,
	setup: func(*flag.FlagSet) func([]string) error {
		return func(args []string) error {
			if code := twin.Keep(args); code != 0 {
				return exit(code)
			}
			return nil
		}
	},
}
