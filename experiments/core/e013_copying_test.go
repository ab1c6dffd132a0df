package core

import (
	"fmt"

	"gosched/experiments/lab/verdict"
)

func Example_e013_predict() {
	e013.Predict("复制时,处理器时间占几分之几?"+
		" · What part of copying is processor time?",
		0.0) // 你的预测 · your guess
}

func Example_e013() {
	zero, socket, err := copying()
	fmt.Printf("/dev/zero:  %.3f s, 处理器 · processor %.3f s, 内核里 · in the kernel %.3f s\n",
		zero.Wall, zero.CPU(), zero.System)
	fmt.Printf("socketpair: %.3f s, 处理器 · processor %.3f s, 内核里 · in the kernel %.3f s\n",
		socket.Wall, socket.CPU(), socket.System)
	e013.Expect(0.0, "处理器时间占 %.0f", "processor time is %.0f of the time").
		Measure(zero.Share(), "占 %.2f;socketpair(一写一读)占 %.2f",
			"%.2f; %.2f with a socketpair (a writer and a reader)", socket.Share()).
		Judge(verdict.Within(min(zero.Share(), socket.Share()), 0, 0.05, 0.7).
			Provided(err == nil && size >= 1<<28, "这个系统上量不了,或者 `size` 太小",
				"it cannot be measured on this system, or `size` is too small"))
}

// 时间几乎都记在“内核”账上,可那也是处理器时间。不用处理器的是等待,和硬件自己搬的那一段
// (DMA);从内核到程序的这一段,是处理器一个字节一个字节搬的。
//
// Nearly all of it is on the kernel's account, but that is processor time, too. Waiting needs
// none, nor does what hardware carries by itself (DMA); from the kernel to the program it is
// the processor that carries the bytes.

// > **试一试 · Try next** `size = 4 << 30`:时间变成几倍?处理器占的部分变吗?
// >
// > With `size = 4 << 30`, how many times longer does it take? Does the processor's part change?
