package async

import (
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/recorder"
	"gosched/experiments/lab/verdict"
)

// # E197 · 给每个任务加回调 · A callback on each task
//
// ```python
// async def test4():
//     ...
//     for task in tasks:
//         task.add_done_callback(callback)  # print(f'回调函数触发:{task.result()}')
//     await asyncio.gather(*tasks)
// if __name__ == '__main__':
//     loop.run_until_complete(test3())
// ```
//
// > **捉虫 · Bug hunt** 照文档运行,一次回调也不会打印。错的是哪一个字符?
// > (答案在本节末尾)
// >
// > Run as printed, this never prints a callback. Which one character is wrong? (The
// > answer is at the end of this section.)

//gosched:example e197_predict
var e197 = verdict.Claim{
	ID: "E197", Seed: "004_c4c94b62f284cfe2.txt",
	Quote:   "多任务携程回调函数的使用,依次给task添加回调函数",
	English: "callbacks for several tasks: add one to each in turn",
}

var early, late float64 = 1, 3 // 两个任务睡几秒 · how long the two sleep; 试试 · try 3, 1

// 改正后的程序。回调在循环上运行,一次一个,所以记录它们不需要锁。
//
// The program as it was meant. Callbacks run on the loop, one at a time, so to note
// them needs no lock.

// test4 is a coroutine with a callback on each of its tasks, which tells fired.
func test4(fired *recorder.Recorder) loop.Coroutine {
	return func(t *loop.Task) any {
		task1 := t.Loop().Go(sleeper("1finished", early))
		task2 := t.Loop().Go(sleeper("2finished", late))
		for _, task := range []*loop.Task{task1, task2} {
			task.OnDone(func(t *loop.Task) { fired.Note("回调函数触发:" + t.Result().(string)) })
		}
		return t.Gather(task1, task2)
	}
}
