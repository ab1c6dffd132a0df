package core

import (
	"sync"
	"testing"
	"time"

	"gosched/experiments/catalogue/trial"
	"gosched/experiments/lab"
	"gosched/experiments/lab/exercise"
)

const noRoom = "if nobody came the goroutine would stay: it needs room to send"

func TestExercises(t *testing.T) {
	for _, test := range []struct {
		name             string
		given, solved    func() exercise.Answer
		wantsWhyNotGiven string
	}{
		{
			"1",
			func() exercise.Answer { return checkFetchBoth(fetchBoth) },
			func() exercise.Answer { return checkFetchBoth(solvedFetchBoth) },
			"the downloads do not overlap: nothing is done while one waits",
		},
		{
			"2",
			func() exercise.Answer { return checkTimeOf(timeOf) },
			func() exercise.Answer { return checkTimeOf(solvedTimeOf) },
			"1 of them take 7.0 s, the formula says 9.0",
		},
		{
			"3",
			func() exercise.Answer { return checkLater(later) },
			func() exercise.Answer { return checkLater(solvedLater) },
			noRoom,
		},
		{
			"4",
			func() exercise.Answer { return checkAtMost(atMost) },
			func() exercise.Answer { return checkAtMost(solvedAtMost) },
			"10 at the same time",
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
			{checkFetchBoth(forgetful), "it returned before both were unpacked"},
			{checkFetchBoth(hasty), "impossibly fast: something was unpacked before it was there"},
			{checkFetchBoth(slow), "the downloads overlap, but what does unpacking wait for?"},
			{checkTimeOf(func(n int) float64 { return 7 + 2*float64(n-1) }), "3 of them take 12.0 s, the formula says 11.0"},
			{checkLater(synchronous), "the call waited for f, which must run in a goroutine"},
			{checkLater(lazy), "f ended long ago, and its result is not there"},
			{checkAtMost(oneByOne), "only 1 at the same time: processors are idle"},
			{checkAtMost(func(int, []func()) {}), "it returned before all tasks had ended"},
		} {
			if test.got.OK || test.got.Why.EN != test.want {
				t.Errorf("got %s, want %q", test.got, test.want)
			}
		}
	})
}

func solvedFetchBoth(download, unpack func(name string)) {
	atOnce(
		func() { download("a"); unpack("a") },
		func() { download("b"); unpack("b") })
}

func forgetful(download, unpack func(name string)) {
	for _, name := range []string{"a", "b"} {
		go func() { download(name); unpack(name) }()
	}
}

func hasty(download, unpack func(name string)) {
	atOnce(
		func() { download("a") }, func() { unpack("a") },
		func() { download("b") }, func() { unpack("b") })
}

func slow(download, unpack func(name string)) {
	solvedFetchBoth(download, unpack)
	time.Sleep(lab.Seconds(2))
}

func solvedTimeOf(n int) float64 {
	return []float64{0, 7, 9, 12, 16}[n]
}

func solvedLater(f func() string) <-chan string {
	result := make(chan string, 1)
	go func() { result <- f() }()
	return result
}

func synchronous(f func() string) <-chan string {
	result := make(chan string, 1)
	result <- f()
	return result
}

func lazy(f func() string) <-chan string {
	result := make(chan string, 1)
	time.AfterFunc(lab.Seconds(5), func() { result <- f() })
	return result
}

func solvedAtMost(n int, tasks []func()) {
	room := make(chan struct{}, n)
	var wg sync.WaitGroup
	for _, task := range tasks {
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			task()
		})
	}
	wg.Wait()
}

func oneByOne(_ int, tasks []func()) {
	for _, task := range tasks {
		task()
	}
}

func Example_exercise1() {
	checkFetchBoth(fetchBoth)
}

func Example_exercise2() {
	checkTimeOf(timeOf)
}

func Example_exercise3() {
	checkLater(later)
}

func Example_exercise4() {
	checkAtMost(atMost)
}
