package async

import (
	"testing"
	"time"

	"gosched/experiments/catalogue/trial"
	"gosched/experiments/lab"
	"gosched/experiments/lab/exercise"
	"gosched/experiments/lab/loop"
)

func TestExercises(t *testing.T) {
	for _, test := range []struct {
		name             string
		given, solved    func() exercise.Answer
		wantsWhyNotGiven string
	}{
		{
			"1",
			func() exercise.Answer { return checkBothDone(bothDone) },
			func() exercise.Answer { return checkBothDone(solvedBothDone) },
			"it took the sum: the second task is made too late",
		},
		{
			"2",
			func() exercise.Answer { return checkFirstDone(firstDone) },
			func() exercise.Answer { return checkFirstDone(solvedFirstDone) },
			"the second is the fastest; you waited for 1finished",
		},
		{
			"3",
			func() exercise.Answer { return checkWaitFor(waitFor) },
			func() exercise.Answer { return checkWaitFor(solvedWaitFor) },
			"it waits beyond the limit: a receive has one outcome",
		},
		{
			"4",
			func() exercise.Answer { return checkSumUp(sumUp) },
			func() exercise.Answer { return checkSumUp(solvedSumUp) },
			"too long between two awaits: all others wait",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			trial.InBubble(t, func() {
				if got := test.given(); got.OK || got.Why.EN != test.wantsWhyNotGiven {
					t.Errorf("the given function: %s", got)
				}
				if got := test.solved(); !got.OK {
					t.Errorf("the solution: %s", got)
				}
			})
		})
	}
}

// Wrong solutions of other kinds get their own reasons.
func TestExerciseReasons(t *testing.T) {
	trial.InBubble(t, func() {
		for _, test := range []struct {
			got  exercise.Answer
			want string
		}{
			{checkBothDone(func(_, _ func() string) (string, string) { return "", "" }), "both tasks must be awaited"},
			{
				checkFirstDone(func(tasks ...<-chan string) string { return wait(tasks...)[0] }),
				"right, but it waited for all tasks",
			},
			{checkWaitFor(func(<-chan string, float64) (string, bool) { return "", false }), "a result in time is lost"},
			{
				checkWaitFor(func(task <-chan string, limit float64) (string, bool) {
					result, _ := solvedWaitFor(task, limit)
					return result, true
				}),
				"it was too late: ok must be false",
			},
			{checkSumUp(func(*loop.Task) any { return 0 }), "the result must be 190"},
			{checkSumUp(politeAtFirst), "too long between two awaits: all others wait"},
		} {
			if test.got.OK || test.got.Why.EN != test.want {
				t.Errorf("got %s, want %q", test.got, test.want)
			}
		}
	})
}

func solvedBothDone(func1, func2 func() string) (string, string) {
	task1, task2 := start(func1), start(func2)
	return <-task1, <-task2
}

func solvedFirstDone(tasks ...<-chan string) string {
	first := make(chan string, len(tasks))
	for _, task := range tasks {
		go func() { first <- <-task }()
	}
	return <-first
}

func solvedWaitFor(task <-chan string, limit float64) (string, bool) {
	select {
	case result := <-task:
		return result, true
	case <-time.After(lab.Seconds(limit)):
		return "", false
	}
}

func solvedSumUp(t *loop.Task) any {
	sum := 0
	for i := range 20 {
		time.Sleep(lab.Seconds(0.1))
		sum += i
		t.Sleep(0)
	}
	return sum
}

// politeAtFirst gives way during the first half only.
func politeAtFirst(t *loop.Task) any {
	sum := 0
	for i := range 20 {
		time.Sleep(lab.Seconds(0.1))
		if sum += i; i < 10 {
			t.Sleep(0)
		}
	}
	return sum
}

func Example_exercise1() {
	checkBothDone(bothDone)
}

func Example_exercise2() {
	checkFirstDone(firstDone)
}

func Example_exercise3() {
	checkWaitFor(waitFor)
}

func Example_exercise4() {
	checkSumUp(sumUp)
}
