package async

import (
	"time"

	"gosched/experiments/lab"
	"gosched/experiments/lab/loop"
	"gosched/experiments/lab/verdict"
)

// # E207 · 循环里不许阻塞 · Nothing may block in the loop
//
// 还是那个钟 (E205),这次阻塞的调用直接写在协程里。
//
// The clock of E205 again. This time the blocking call stands in the coroutine itself.
//
// ```python
// async def rude():
//     time.sleep(3)            # should be: await asyncio.sleep(3)
// ```

//gosched:example e207_predict
var e207 = verdict.Claim{
	ID: "E207", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "应该确保所有的I/O操作都是非阻塞的,否则会阻塞线程",
	English: "all IO must be non-blocking, or else it blocks the thread",
}

var stall float64 = 3 // 睡几秒 · for how long it sleeps; 试试 · try 1, 10

//gosched:cell

func rude(t *loop.Task) any {
	time.Sleep(lab.Seconds(stall)) // 整个循环在睡 · the whole loop sleeps
	return nil
}

func polite(t *loop.Task) any {
	t.Sleep(lab.Seconds(stall)) // 只有这个任务在睡 · only this task does
	return nil
}
