// Package async is 事件循环与任务 · Event loop, tasks, gather.
//
// > 课程笔记本 NB13 · course notebook NB13, experiments E192 to E207
//
// asyncio 有四样东西:协程、任务、事件循环、`await`。这里把文档里的每个程序用 Go 写一遍,
// 先猜,再运行,再量,最后给文档的每句话一张结论卡。
//
// asyncio has four parts: coroutines, tasks, an event loop, and `await`. Here every
// program of the document is written again in Go. Guess first, then run, then
// measure; each sentence of the document ends with a verdict card.
//
// | Python | Go 程序员会写 · a Go programmer writes | 在小循环上 · on the little loop of `lab/loop` |
// |---|---|---|
// | coroutine | a function | `loop.Coroutine`, a function that can be suspended |
// | `create_task(c)` | `go f()` and a channel for the result | `l.Go(c)` |
// | `await task` | `<-task` | `t.Await(task)` |
// | `asyncio.sleep(1)` | `time.Sleep` | `t.Sleep` |
// | `run_until_complete` | (the runtime does it) | `l.RunUntil(task)` |
//
// 文档睡眠的“一秒”在这里是 U:平时 100 毫秒,录制时 1 秒。所有时间都以文档秒计。
//
// What the document calls a second is U here: usually 100 ms, one second when the
// notebook was recorded. All times are in document seconds.
package async
