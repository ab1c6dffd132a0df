package core

import "gosched/experiments/lab/machine"

func Example_machine() {
	machine.Describe()
}
