package tour

// # 编译过的单元格 · Compiled cells
//
// 第一行写 `%%go`,单元格就由 Go 编译器编译,作为一个程序运行:真正的速度、真正的崩溃。会话里的
// 函数、类型和常量它都看得见,变量要用 `-use` 交给它。
//
// A cell that begins with `%%go` is compiled and runs as a program: true speed, true
// crashes. It sees the session's functions, types and constants; variables are handed
// over by `-use`.

// fib is slow on purpose.
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

// pass hands n numbers over through a channel that has room for some of them.
func pass(n, room int) (sum int) {
	ch := make(chan int, room)
	go func() {
		for i := range n {
			ch <- i
		}
		close(ch)
	}()
	for i := range ch {
		sum += i
	}
	return sum
}
