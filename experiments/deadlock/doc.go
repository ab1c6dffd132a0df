// Package deadlock is 死锁与递归锁 · Deadlock and the re-entrant lock.
//
// > 课程笔记本 NB04 · course notebook NB04, experiments E041 to E048
//
// 两个线程各拿着一把锁,又等着对方的那一把:谁也走不下去。文档给出程序、它卡住的样子和一个药方:
// 递归锁。这里把程序用 Go 重写,让它真的卡住,看清谁在等谁,再问:药方为什么有效,什么时候无效?
//
// Two threads hold a lock each, and each waits for the other's: neither can go on. The
// documents show the program, how it gets stuck, and a cure: the re-entrant lock. Here the
// program is written again in Go and really gets stuck; we see who waits for whom, and ask
// why the cure works, and when it does not.
//
// | Python | Go |
// |---|---|
// | `threading.Lock()` | `sync.Mutex` |
// | `threading.RLock()` | 没有,是有意的 · none, on purpose; here `lab/rlock`, whose owner is told |
// | `Thread(target=f).start()` | `go f()` |
// | 卡住,不声不响 · stuck, in silence | `fatal error: all goroutines are asleep - deadlock!`, 如果全都睡着了 · if all of them are |
//
// 会卡住的程序在子进程里运行(`lab/child`):编译好的单元格 (`%%go`) 把自己再启动一次,带一个角色;
// 看门狗看着它。文档的“一秒”在这里是 U:平时 100 毫秒,录制时 1 秒。
// 名字以 `judge`、`check` 开头的函数只管判定,折叠着,点一下就打开。
//
// What gets stuck runs in a child (`lab/child`): a compiled cell (`%%go`) starts itself once
// more, in a role, under the eyes of a watchdog. What the document calls a second is U here:
// usually 100 ms, one second when the notebook was recorded. Functions whose names begin
// with `judge` or `check` only decide the verdict: they are folded, and open at a click.
package deadlock
