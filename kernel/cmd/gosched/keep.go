package main

import (
	"flag"

	"gosched/kernel/internal/offspring"
)

// keepCommand is what the kernel starts between itself and a command line of the shell
// or a compiled cell.
var keepCommand = &command{
	name:   offspring.KeeperCommand,
	long:   "Keep runs a program and ends what it has started. It is started by the kernel.",
	hidden: true,
	setup: func(*flag.FlagSet) func([]string) error {
		return func(args []string) error {
			offspring.Keeper(args)
			return nil
		}
	},
}
