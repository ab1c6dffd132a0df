package deadlock

import "gosched/kernel/display"

func Example_e048_predict() {
	e048.Predict("四种看法里,几种看得见 local?"+
		" · How many of the four ways see the program local?",
		4) // 你的预测 · your guess
}

// 实验的清单要在编译时打开,所以第一次编译要久一点(标准库也要重新编译)。
//
// The experiment is switched on when a program is compiled, so the first time takes longer:
// the standard library is compiled again, too.
//
//gosched:cell %%go -use e048 -env GOEXPERIMENT=goroutineleakprofile
func Example_e048() {
	list, err := watchAll()
	display.Show(display.Table{Rows: list})
	seen := make(map[string]int)
	for _, s := range list {
		seen[s.Program] = s.count()
	}
	e048.Expect(3, "local 被 %d 种看见;global 2 种;slow 1 种,误报",
		"local is seen in %d ways, global in 2, slow in 1, falsely").
		Measure(seen["local"], "%d 种;global %d 种,slow %d 种",
			"%d ways; global in %d, slow in %d", seen["global"], seen["slow"]).
		Judge(judgeSights(list, err))
}

// | 看法 · way to look | 看见 · sees | 看不见 · does not see |
// |---|---|---|
// | 运行时 · the runtime | 全部睡着 · all are asleep | 有一个还醒着 · one is still awake |
// | `goroutineleak` | 没人够得着的锁 · locks nobody can reach | 包的变量 · variables of the package |
// | 期限 · a time limit | 一切久等 · whatever takes long | 慢和死的区别 · slow from dead |
//
// 清单只说没人够得着的:单独一个 8 字节的 `sync.Mutex` 可能和别的小值同住一块内存,循环里的
// `defer` 会记着锁,这两种在 Go 1.26 里都漏报了。没有报告,不等于没有死锁。
//
// The profile names only what nobody can reach. A lone `sync.Mutex` of 8 bytes may share its
// block of memory with other small values, and a `defer` in a loop keeps hold of the lock:
// neither was reported when we tried it with Go 1.26. No report is no proof.
//
// > **试一试 · Try next** 笔记本的内核自己也看。新建一格,运行 `<-payEachOther(&ann, &bob)`;再一格,
// > `payEachOther(new(account), new(account)); time.Sleep(lab.Seconds(2))`,然后 `%leaks`。
// >
// > The notebook's kernel looks, too. Run `<-payEachOther(&ann, &bob)` in a new cell; in another,
// > `payEachOther(new(account), new(account)); time.Sleep(lab.Seconds(2))`, and then `%leaks`.
