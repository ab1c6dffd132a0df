package loop

import (
	"fmt"
	"strconv"

	"gosched/experiments/lab"
	"gosched/experiments/lab/child"
)

func init() { child.Register("loop", sleepers) }

// sleepers is what a child does in the role "loop": on a loop of its own it
// gathers one task for each argument, which sleeps for so many document seconds
// and says for how long it really did.
func sleepers(args []string) error {
	var bodies []Coroutine
	for i, arg := range args {
		seconds, err := strconv.ParseFloat(arg, 64)
		if err != nil {
			return fmt.Errorf("role loop: %w", err)
		}
		bodies = append(bodies, func(t *Task) any {
			watch := lab.Start()
			t.Sleep(lab.Seconds(seconds))
			fmt.Printf("%dfinished %.2f ", i+1, watch.Seconds())
			return nil
		})
	}
	watch := lab.Start()
	_, err := Run(func(t *Task) any {
		var tasks []*Task
		for _, body := range bodies {
			tasks = append(tasks, t.Loop().Go(body))
		}
		return t.Gather(tasks...)
	})
	fmt.Printf("all done %.2f\n", watch.Seconds())
	return err
}
