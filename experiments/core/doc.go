// Package core is 一个核,两件事 · One core, two jobs.
//
// > 课程笔记本 NB01 · course notebook NB01, experiments E001 to E016
//
// 一个处理器同一时刻只做一件事。那么“同时做两件事”省下了什么?文档用一道算术题回答:
// 两件事一共要 14 秒,交错着做只要 9 秒。我们真的去做,然后量:14 → 11 → 9 → 7。
//
// A processor does one thing at a time. So what is gained by doing two things at once?
// The document answers with a sum: two jobs take 14 s, and only 9 s if they overlap. Here
// they are done, and measured: 14 → 11 → 9 → 7.
//
// | 词 · word | 在这里 · here it means |
// |---|---|
// | 并发 concurrent | 都开始了,都还没结束 · both have begun and neither has ended |
// | 并行 parallel | 在同一瞬间都在计算 · both compute at the same instant |
// | 同步、异步 synchronous, asynchronous | 调用等结果,或者不等 · a call waits for its result, or does not |
// | 阻塞、非阻塞 blocking, non-blocking | 等的时候线程停下,或者立刻返回 · the thread stops to wait, or the call returns at once |
//
// 文档的“一秒”在这里是 U:平时 100 毫秒,录制时 1 秒,所有时间都以它计。计算是 `work.Burn`:
// 编译好的、步数固定的纯计算。`GOMAXPROCS` 是 Go 同时用几个处理器;`work.On(1, …)` 设它为 1,
// 之后恢复原样。计算、记录和计数都在编译好的仪器(`lab`)里,单元格自己只是安排和等待。
// 名字以 `judge`、`check` 开头的函数只管判定,折叠着,点一下就打开。
//
// What the document calls a second is U here: usually 100 ms, one second when the notebook
// was recorded; all times are told in it. Computing is `work.Burn`, compiled arithmetic with
// a fixed number of steps. `GOMAXPROCS` is how many processors Go uses at a time;
// `work.On(1, …)` makes it 1, and afterwards what it was. Computing, recording and counting is
// done by compiled instruments (`lab`); the cells only arrange and wait. Functions whose names
// begin with `judge` or `check` only decide the verdict: they are folded, and open at a click.
package core
