package core

import (
	"errors"
	"io"
	"os"
	"syscall"

	"gosched/experiments/lab/usage"
	"gosched/experiments/lab/verdict"
	"gosched/experiments/lab/work"
)

// # E013 · 复制数据要用处理器 · Copying data needs the processor
//
// > **捉虫 · Bug hunt** 文档接着说,IO 时“数据复制的过程中不会消耗CPU”。等待不用处理器,复制呢?
// > 谁把字节从内核搬到程序的内存里?
// >
// > The document goes on: in IO, copying the data costs no CPU. Waiting needs none; but
// > copying? Who carries the bytes from the kernel to the program's memory?

//gosched:example e013_predict
var e013 = verdict.Claim{
	ID: "E013", Seed: "000_d581f32df382d1d5.txt",
	Quote:   "io操作:数据复制的过程中不会消耗CPU",
	English: "IO: no CPU is used while the data are copied",
}

var size = int64(1 << 30) // 字节 · bytes; 试试 · try 4 << 30

// 只读,不做别的:
//
// To read and do nothing else:

// drain reads so many bytes.
func drain(r io.Reader, bytes int64) (err error) {
	buffer := make([]byte, 1<<20)
	for bytes > 0 && err == nil {
		var n int
		n, err = r.Read(buffer)
		bytes -= int64(n)
	}
	return err
}

// 从 `/dev/zero` 读:数据永远是现成的,所以只剩复制。
//
// From `/dev/zero`: its data are always there, so nothing but copying is left.

func fromZero() error {
	f, err := os.Open("/dev/zero")
	if err != nil {
		return err
	}
	defer f.Close()
	return drain(f, size)
}

// 从一条连接(socketpair)读,对面的 goroutine 只管写:
//
// From a connection (a socketpair), to which another goroutine writes:

// fill writes so many bytes, and ends the connection.
func fill(w *os.File, bytes int64) {
	defer w.Close()
	for chunk := make([]byte, 1<<20); bytes > 0; bytes -= 1 << 20 {
		w.Write(chunk)
	}
}

//gosched:cell

func fromSocket() error {
	ends, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	r, w := os.NewFile(uintptr(ends[0]), "r"), os.NewFile(uintptr(ends[1]), "w")
	defer r.Close()
	go fill(w, size)
	return drain(r, size)
}

// 如果复制不用处理器,账单接近 0;如果就是处理器在复制,接近 1(写和读同时忙,可以到 2)。各量五次,
// 最快的一次算数。
//
// If copying needs no processor, the bill is close to 0; if it is the processor that copies,
// close to 1 (or 2, if writer and reader are busy at the same time). Each is measured five
// times, and the fastest counts.

func copying() (zero, socket usage.Bill, wrong error) {
	work.On(1, func() {
		var err1, err2 error
		bills, err := usage.Best(5, func() { err1 = fromZero() }, func() { err2 = fromSocket() })
		zero, socket, wrong = bills[0], bills[1], errors.Join(err, err1, err2)
	})
	return zero, socket, wrong
}
