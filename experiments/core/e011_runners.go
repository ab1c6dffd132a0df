package core

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E011 · 系鞋带与听音乐 · A shoelace, and music
//
// 文档用一个跑步的人说明:停下来系鞋带是并发,边跑边听音乐是并行。
//
// The document explains it with a runner: to stop and tie a lace is concurrent, to run and
// listen to music is parallel.

//gosched:example e011_predict
var e011 = verdict.Claim{
	ID: "E011", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "跑步,鞋带开了,停下跑步,系鞋带…跑步,边跑步边听音乐",
	English: "running, stop to tie a lace (concurrent); running and listening to music (parallel)",
}

var music = 4.0 // 听几秒音乐 · for how long to listen, s; 试试 · try 7

// 两个剧本。`recorder` 记下谁在什么时候做什么。
//
// Two scripts. The `recorder` notes who does what when.

// during does something for some seconds.
func during(log *recorder.Recorder, what string, seconds float64) {
	defer log.Enter(what)()
	time.Sleep(lab.Seconds(seconds))
}

//gosched:cell

// withLace runs, stops for the lace, and runs on.
func withLace() (log *recorder.Recorder) {
	log = recorder.New()
	during(log, "跑步 run", 2)
	during(log, "系鞋带 tie", 1)
	during(log, "跑步 run", 2)
	return log
}

// 第二个剧本里,一个 goroutine 跑步,一个听音乐:
//
// In the second, one goroutine runs and one listens:

// withMusic runs and listens at the same time.
func withMusic() (log *recorder.Recorder) {
	log = recorder.New()
	atOnce(func() { during(log, "跑步 run", 5) }, func() { during(log, "听音乐 music", music) })
	return log
}
