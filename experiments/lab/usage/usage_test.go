package usage

import (
	"errors"
	"testing"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/work"
)

// Processor time is counted and not the clock, so this needs no quiet machine.
func TestOf(t *testing.T) {
	sleep, err := Of(func() { time.Sleep(lab.Seconds(1)) })
	if errors.Is(err, errUnknown) {
		t.Log(err)
		return
	}
	burn, err2 := Of(func() { work.Burn(1) })
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if sleep.Wall < 1 || sleep.CPU() > 0.5 {
		t.Errorf("sleeping cost %+v", sleep)
	}
	if burn.User < 0.5 || burn.Share() <= 0 {
		t.Errorf("computing cost %+v, a share of %v", burn, burn.Share())
	}
	if (Bill{User: 1}).Share() != 0 {
		t.Error("a share of no time")
	}
}

func TestBest(t *testing.T) {
	round := 0
	bills, err := Best(3, func() {
		round++
		time.Sleep(lab.Seconds(float64(round)))
	}, func() {})
	if errors.Is(err, errUnknown) {
		t.Log(err)
		return
	}
	if err != nil || round != 3 || bills[0].Wall < 1 || bills[0].Wall > 2.9 || bills[1].Wall > 1 {
		t.Errorf("best of %d rounds: %+v, %v", round, bills, err)
	}
}

func TestSwitches(t *testing.T) {
	const naps = 20
	got, err := SwitchesIn(func() {
		for range naps {
			time.Sleep(time.Millisecond)
		}
	})
	if errors.Is(err, errUnknown) {
		t.Log(err)
		return
	}
	if err != nil || got.Voluntary < naps/2 || got.Involuntary < 0 {
		t.Errorf("%d naps: %+v, %v", naps, got, err)
	}
}
