package deadlock

import "gosched/kernel/display"

func Example_e044_predict() {
	e044.Predict("acquire 了 3 次。要 release 几次,别人才能进?"+
		" · After 3 acquires: how many releases until another can enter?",
		1) // 你的预测 · your guess
}

func Example_e044() {
	n := min(times, 100)
	steps := takeAndRelease(n)
	display.Show(display.Table{Rows: steps})
	e044.Expect(n, "第 %d 次 release 之后,计数为 0 时", "after release %d, when the counter is 0").
		Measure(freeAfter(steps), "第 %d 次 release 之后", "after release %d").
		Judge(judgeSteps(steps, n))
}

// 计数器只对主人有意义:第一行是别人 `release` 时锁的回答。普通互斥锁没有主人,谁都能解锁。
//
// The counter means something to the owner only: the first line is what the lock says when
// another releases it. An ordinary mutex has no owner, and anyone may unlock it.
//
// > **试一试 · Try next** 让 Thread-1 少还一次:把 `takeAndRelease` 里的条件改成
// > `lock.Depth() > 1 && lock.Release("Thread-1") == nil`。别人还进得来吗?`defer` 防的就是这个。
// >
// > Let Thread-1 leave out one release: make the condition in `takeAndRelease`
// > `lock.Depth() > 1 && lock.Release("Thread-1") == nil`. Can the other still enter? This is what
// > `defer` prevents.
