package core

import (
	"errors"
	"fmt"
)

func Example_e014_predict() {
	e014.Predict("协程来回一次,操作系统切换几次?"+
		" · One round of coroutines: the system switches … times?",
		0.0) // 你的预测 · your guess
}

func Example_e014() {
	var failed1, failed2 error
	once, err1 := switched(func() { failed1 = threads(rounds) })
	fourTimes, err2 := switched(func() { failed2 = threads(4 * rounds) })
	own, err3 := switched(func() { coroutines(40 * rounds) })
	fmt.Printf("线程 · threads: %d → %d, %d → %d\n", rounds, once, 4*rounds, fourTimes)
	fmt.Printf("协程 · coroutines: %d → %d\n", 40*rounds, own)
	e014.Expect(0.0, "来回一次,协程切换 %.0f 次,线程 2 次",
		"in a round, coroutines switch %.0f times, threads 2 times").
		Measure(float64(own)/float64(40*rounds), "协程 %.3f 次,线程 %.1f 次",
			"coroutines %.3f times, threads %.1f times", float64(fourTimes)/float64(4*rounds)).
		Judge(judgeSwitches(once, fourTimes, own, errors.Join(err1, err2, err3, failed1, failed2)))
}

// > **试一试 · Try next** 协程的切换一次要多久?线程的呢?NB18 有一张价目表。
// >
// > How long does a switch of coroutines take, and one of threads? NB18 has a price list.
