package main

import (
	"flag"
	"os"

	"gosched/experiments/lab"
	"gosched/kernel/internal/worker"
	"gosched/kernel/rt"
)

// workerCommand is what the kernel starts as its child. It has no flags: what it
// needs comes over the link.
var workerCommand = &command{
	name:   "worker",
	long:   "Worker runs cells. It is started by the kernel.",
	hidden: true,
	setup: func(*flag.FlagSet) func([]string) error {
		return func([]string) error {
			os.Args = os.Args[:1] // the program of the cells has no arguments
			lab.SetInterrupted(rt.Done)
			if code := worker.Main(); code != 0 {
				return exit(code)
			}
			return nil
		}
	},
}
