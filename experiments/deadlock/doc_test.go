package deadlock

import "gosched/experiments/lab/machine"

// 这台机器 · This machine:
func Example_machine() {
	machine.Describe()
}
