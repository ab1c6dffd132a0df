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

var e008 = verdict.Claim{
	ID: "E008", Seed: "002_1e83c07e7e7a8c68.txt",
	Quote:   "并行是并发的子集",
	English: "what is parallel is a subset of what is concurrent",
}

// 四个程序(先别看,先看图):
//
// The four programs (look at the pictures first):

// turns computes, and gives way five times.
func turns() {
	for range 5 {
		work.Burn(0.1)
		runtime.Gosched()
	}
}

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

// timelines are the last that were recorded.
var timelines [4]*schedule.Schedule

// 量的是重叠:都开始了而都没结束,是并发;都在跑,是并行。
//
// What is measured is overlap: both begun and none ended is concurrent, both running is
// parallel.

// kind says what a timeline is.
func kind(s *schedule.Schedule) string {
	switch {
	case s.Parallel() > 0.05:
		return "parallel"
	case s.Concurrent() > 0.05:
		return "concurrent"
	}
	return "neither"
}

// answers are yours for A, B, C and D.
var answers = [4]string{"?", "?", "?", "?"}

// 检查会说为什么 · The check says why:

func checkKinds(lines [4]*schedule.Schedule, answers [4]string) exercise.Answer {
	const name = "分类 · Classify"
	for i, s := range lines {
		switch {
		case s == nil:
			return exercise.NotYet(name,
				"先运行上面的单元格:还没有时间线", "run the cell above first: there are no timelines yet")
		case answers[i] == kind(s):
			continue
		}
		line, both, run := "ABCD"[i:i+1], s.Concurrent(), s.Parallel()
		return exercise.NotYet(name,
			fmt.Sprintf("%s 不是 %q:同在 %.2f 秒,同时在跑 %.2f 秒", line, answers[i], both, run),
			fmt.Sprintf("%s is not %q: both were there for %.2f s, running together for %.2f s", line, answers[i], both, run))
	}
	return exercise.Solved(name,
		"并发看起止,并行看瞬间", "concurrent is about begin and end, parallel about an instant")
}

// 文档的话:凡是并行的,也都是并发的;反过来不是。
//
// What the document says: all that is parallel is concurrent as well, but not the other
// way round.

// countKinds counts the timelines that are parallel, that are concurrent, and that are parallel
// for longer than they are concurrent.
func countKinds(lines [4]*schedule.Schedule) (parallel, concurrent, wrong int) {
	for _, s := range lines {
		if kind(s) == "parallel" {
			parallel++
		}
		if s.Concurrent() > 0.05 {
			concurrent++
		}
		if s.Parallel() > s.Concurrent() {
			wrong++
		}
	}
	return parallel, concurrent, wrong
}
