package deadlock

import (
	"slices"

	"gosched/experiments/lab/verdict"
	"gosched/kernel/display"
)

func Example_e044_predict() {
	e044.Predict("acquire 了 3 次。要 release 几次,别人才能进? · After 3 acquires: how many releases until another can enter?", 1)
}

func Example_e044() {
	steps := takeAndRelease(times)
	display.Show(display.Table{Rows: steps})
	wrong := slices.ContainsFunc(steps, func(s step) bool { return s.Other != (s.Counter == 0) })
	releases := 1 + slices.IndexFunc(steps[1+times:], func(s step) bool { return s.Other })
	e044.Expect(times, "%d 次 release 之后,计数为 0 时", "after %d releases, when the counter is 0").
		Measure(releases, "%d 次 release 之后", "after %d releases").
		Judge(verdict.Check(releases == times && !wrong))
}

// 计数器只对主人有意义:第一行是别人 `release` 时锁的回答。普通互斥锁没有主人,谁都能解锁。
//
// The counter means something to the owner only: the first line is what the lock says to
// another who releases it. An ordinary mutex has no owner, and anyone may unlock it.
//
// > **试一试 · Try next** 少 release 一次(例如函数中途 return),会怎样?`defer` 怎样防止它?
// >
// > What happens if one release is left out, by an early return? How does `defer` prevent it?
