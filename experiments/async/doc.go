// Package async is 事件循环与任务 · Event loop, tasks, gather.
//
// > 课程笔记本 NB13 · course notebook NB13, experiments E192 to E207
//
// asyncio 有四样东西:协程、任务、事件循环、`await`。这里把文档里的每个程序用 Go 写一遍。
// 每个实验都一样:文档的话;你的预测(把已有的换成你的);参数;程序;运行和结论卡;再试一件事。
//
// asyncio has four parts: coroutines, tasks, an event loop, and `await`. Here every
// program of the document is written again in Go. Each experiment goes the same way:
// what the document says; your prediction (replace the one that is there); parameters;
// the program; the run, with a verdict card; one thing to try next.
//
// | Python | Go 程序员会写 · a Go programmer writes | 在小循环上 · on the little loop of `lab/loop` |
// |---|---|---|
// | coroutine | a function | `loop.Coroutine`, a function that can be suspended |
// | `create_task(c)` | `go f()` and a channel for the result | `l.Go(c)` |
// | `await task` | `<-task` | `t.Await(task)` |
// | `asyncio.sleep(1)` | `time.Sleep` | `t.Sleep` |
// | `run_until_complete` | (the runtime does it) | `l.RunUntil(task)` |
//
// 文档睡眠的“一秒”在这里是 U:平时 100 毫秒,录制时 1 秒;所有时间都以文档秒计。量的是睡眠和
// 等待,所以单元格可以解释执行;唯一的计算 (E206) 是编译好的仪器做的。`judge`、`check`
// 开头的函数只管判定,折叠着,点一下就打开。这台机器见下。
//
// What the document calls a second is U here: usually 100 ms, one second when the
// notebook was recorded; all times are in document seconds. They are of sleeping and
// waiting, so cells may be interpreted; the only computing (E206) is done by a compiled
// instrument. Functions whose names begin with `judge` or `check` only decide the verdict:
// they are folded, and open at a click. This machine:
package async
