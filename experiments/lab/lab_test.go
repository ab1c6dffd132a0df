package lab

import (
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestUnit(t *testing.T) {
	for _, test := range []struct {
		env  string
		want time.Duration
	}{
		{"", defaultU},
		{"1s", time.Second},
		{"250ms", 250 * time.Millisecond},
		{"1ms", leastU},
		{"-1s", leastU},
		{"soon", defaultU},
		{"1", defaultU},
	} {
		if got := unit(test.env); got != test.want {
			t.Errorf("unit(%q) = %v, want %v", test.env, got, test.want)
		}
	}
}

func TestSecondsAndBack(t *testing.T) {
	for _, n := range []float64{-2, 0, 0.5, 1, 3} {
		if got := InSeconds(Seconds(n)); got != n {
			t.Errorf("InSeconds(Seconds(%v)) = %v", n, got)
		}
	}
	if got := Seconds(1e30); got != math.MaxInt64 {
		t.Errorf("for ever is %v", got)
	}
}

func TestStopwatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		watch := Start()
		time.Sleep(Seconds(2.5))
		if watch.Seconds() != 2.5 || watch.String() != "2.5 s" {
			t.Errorf("after 2.5 s the stopwatch reads %v, %q", watch.Seconds(), watch)
		}
	})
}

func TestInterleave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var order []string
		round := 0
		short := func() {
			order = append(order, "short")
			time.Sleep(Seconds(1))
		}
		long := func() {
			order = append(order, "long")
			time.Sleep(Seconds(2))
			if round++; round == 2 {
				time.Sleep(Seconds(50)) // one spoiled round of three
			}
		}
		got := Interleave(3, short, long)
		if !slices.Equal(got, []float64{1, 2}) {
			t.Errorf("medians = %v, want [1 2]", got)
		}
		want := []string{"short", "long", "short", "long", "short", "long"}
		if !slices.Equal(order, want) {
			t.Errorf("order = %v, want %v", order, want)
		}
	})
}

func TestBest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		round := 0
		disturbed := func() {
			round++
			time.Sleep(Seconds(float64(1 + round%2)))
		}
		got := Best(3, disturbed, func() { time.Sleep(Seconds(3)) })
		if !slices.Equal(got, []float64{1, 3}) || round != 3 {
			t.Errorf("best of %d rounds = %v, want [1 3] of 3", round, got)
		}
		if got := Best(0, disturbed); got[0] != 1 {
			t.Errorf("best of no rounds = %v, want one round", got)
		}
	})
}

func TestTook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got, _ := Took(func() { time.Sleep(Seconds(2)) }); got != 2 {
			t.Errorf("2 s took %v s", got)
		}
	})
}

// Of threads in the queue those count that computed.
func TestQueue(t *testing.T) {
	before := map[string]account{"main": {100, 10}, "watch": {5, 1000}}
	after := map[string]account{"main": {400, 160}, "watch": {15, 7000}, "new": {600, 50}}
	if ran, stood := queue(before, after); ran != 300+10+600 || stood != 150+50 {
		t.Errorf("ran %v, stood %v; want 910, 200", ran, stood)
	}
	if ran, stood := queue(nil, nil); ran != 0 || stood != 0 {
		t.Errorf("without accounts %v, %v", ran, stood)
	}
}

func TestMedian(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{
		{nil, 0},
		{[]float64{7}, 7},
		{[]float64{9, 1, 5}, 5},
		{[]float64{4, 1, 3, 2}, 2.5},
	} {
		if got := Median(test.values); got != test.want {
			t.Errorf("Median(%v) = %v, want %v", test.values, got, test.want)
		}
	}
}

func TestSum(t *testing.T) {
	if got := Sum([]float64{1, 2.5}); got != 3.5 || Sum(nil) != 0 {
		t.Errorf("Sum(1, 2.5) = %v", got)
	}
}

func TestLongest(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{
		{nil, 0}, {[]float64{-1}, 0}, {[]float64{1, 3, 2}, 3},
	} {
		if got := Longest(test.values); got != test.want {
			t.Errorf("Longest(%v) = %v, want %v", test.values, got, test.want)
		}
	}
}

func TestInterruptedProgramLeaves(t *testing.T) {
	stopped := make(chan struct{})
	close(stopped)
	SetInterrupted(func() <-chan struct{} { return stopped })
	defer SetInterrupted(func() <-chan struct{} { return nil })

	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Interleave(1, func() { t.Error("a program ran after the interrupt") })
	}()
	<-ended
}

func TestText(t *testing.T) {
	for _, test := range []struct {
		text Text
		want string
	}{
		{Text{"秒", "seconds"}, "秒 · seconds"},
		{Text{"3", "3"}, "3"},
		{Text{ZH: "秒"}, "秒"},
		{Text{EN: "seconds"}, "seconds"},
		{Text{}, ""},
	} {
		if got := test.text.String(); got != test.want {
			t.Errorf("%#v.String() = %q, want %q", test.text, got, test.want)
		}
	}
}
