package async

import (
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E197 · 给每个任务加回调 · A callback on each task
//
// ```python
// def callback(task):
//     print(f'回调函数触发:{task.result()}')
// async def test4():
//     ...
//     for task in tasks:
//         task.add_done_callback(callback)
//     await asyncio.gather(*tasks)
// if __name__ == '__main__':
//     loop.run_until_complete(test3())
// ```
//
// > 🐞 **找错 · Bug hunt** 文档的这段程序一次回调也不会打印。哪一个字符错了?
// >
// > As printed, this program never prints a callback. Which character is wrong?
// > (答案在下一节之前 · the answer is before the next section)

var e197 = verdict.Claim{
	ID: "E197", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "多任务携程回调函数的使用,依次给task添加回调函数",
	English: "callbacks for several tasks: add one to each in turn",
}

// 改正后的 `test4`。回调在循环上运行,所以记录时不需要锁。
//
// `test4` as it was meant. Callbacks run on the loop, so the notes need no lock.

// withCallbacks is the document's test4. It returns when each callback fired.
func withCallbacks(first, second float64) *recorder.Recorder {
	fired := recorder.New()
	l := loop.New()
	defer l.Close()
	tasks := []*loop.Task{l.Go(sleeper("1finished", first)), l.Go(sleeper("2finished", second))}
	for _, task := range tasks {
		task.OnDone(func(t *loop.Task) { fired.Note("回调函数触发:" + t.Result().(string)) })
	}
	l.RunUntil(l.Go(func(t *loop.Task) any { return t.Gather(tasks...) }))
	return fired
}
