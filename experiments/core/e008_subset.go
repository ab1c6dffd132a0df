package core

import (
	"fmt"
	"runtime"
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/exercise"
	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E008 · 并行是并发的子集 · Parallel is a kind of concurrent
//
// 四条时间线,每条两个任务。哪条是并发,哪条是并行?
//
// Here are four timelines of two tasks each. Which are concurrent, and which are parallel?

//gosched:example e008_predict
var e008 = verdict.Claim{
	ID: "E008", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote:   "并行是并发的子集",
	English: "what is parallel is a subset of what is concurrent",
}

// 四个程序(先别看,先看图):
//
// The four programs (look at the pictures first):

// timelines are the last that were recorded.
var timelines [4]*schedule.Schedule

// turns computes, and gives way five times.
func turns() {
	for range 5 {
		work.Burn(0.1)
		runtime.Gosched()
	}
}

//gosched:cell

// fourTimelines records the timelines A to D.
func fourTimelines() (lines [4]*schedule.Schedule) {
	wait := func() { time.Sleep(lab.Seconds(0.5)) }
	work.On(1, func() { lines[0] = schedule.Record(turns, turns) })
	work.On(2, func() {
		lines[1] = schedule.InTurn(turns, turns)
		lines[2] = schedule.Record(turns, turns)
		lines[3] = schedule.Record(turns, wait)
	})
	return lines
}

// 量的是重叠:都开始了而都没结束,是并发;都在跑,是并行。一眨眼的重叠(0.1 秒以下)不算。
//
// What is measured is overlap: both begun and neither ended is concurrent, both running is
// parallel. Less than 0.1 s does not count.

// kind says what a timeline is.
func kind(s *schedule.Schedule) string {
	switch {
	case s.Parallel() > 0.1:
		return "parallel"
	case s.Concurrent() > 0.1:
		return "concurrent"
	}
	return "neither"
}

//gosched:cell

// judgeSubset looks for what is parallel without being concurrent, and for the reverse.
func judgeSubset(lines [4]*schedule.Schedule) verdict.Verdict {
	parallel, others, wrong := false, false, false
	for _, s := range lines {
		parallel = parallel || kind(s) == "parallel"
		others = others || kind(s) == "concurrent"
		wrong = wrong || s.Parallel() > s.Concurrent()
	}
	return verdict.Check(others && !wrong).
		Provided(parallel, "没有一条是并行的:没有第二个处理器",
			"nothing was parallel: there was no second processor")
}

//gosched:example e008

// 你的答案:把每个 "?" 换成 "neither"(都不是)、"concurrent"(并发,不并行)或 "parallel"
// (并行),运行,再检查。
//
// Your answers: put "neither", "concurrent" (and not parallel) or "parallel" in the place of
// each "?", run the cell, then check.

// answers are yours for A, B, C and D.
var answers = [4]string{"?", "?", "?", "?"}

//gosched:cell

// sameTime says for how long both tasks were there, and for how long both were running.
func sameTime(s *schedule.Schedule) string {
	return fmt.Sprintf("%.2f s, %.2f s", s.Concurrent(), s.Parallel())
}

//gosched:cell

func checkKinds(lines [4]*schedule.Schedule, answers [4]string) exercise.Answer {
	check := exercise.Try("分类 · Classify")
	for i, s := range lines {
		if s == nil {
			return check.That(false, "先运行上面的单元格", "run the cell above first").
				Solved("", "")
		}
		name, times := 'A'+i, sameTime(s)
		check = check.That(answers[i] == kind(s),
			fmt.Sprintf("%c 不是 %q:同在、同时在跑 %s", name, answers[i], times),
			fmt.Sprintf("%c is not %q: both there, both running for %s", name, answers[i], times))
	}
	return check.Solved("并发看起止,并行看瞬间",
		"concurrent is about begin and end, parallel about an instant")
}

//gosched:example e008_check
