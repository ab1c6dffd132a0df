package tour

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

// 同一个单元格,先解释,再编译:只改第一行。
//
// The same cell, interpreted and compiled: only the first line is another.
//
//gosched:cell %%time
func Example_interpreted() {
	fmt.Println(fib(27))
}

//gosched:cell %%go -time
func Example_compiled() {
	fmt.Println(fib(27))
	// Output: 196418
}

// # 竞争 · Races
//
// `%%race` 用竞争检测器编译:两次访问各在哪一行,一次没有保护的写就够了。
//
// `%%race` compiles with the race detector, which names the lines of both accesses.
//
//gosched:cell %%race
//gosched:fails
func Example_race() {
	sum := 0
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sum += i
		}()
	}
	wg.Wait()
	fmt.Println(sum)
}

// 一把锁就够了。
//
// One lock is enough.
//
//gosched:cell %%race
func Example_repaired() {
	sum := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			sum += i
		}()
	}
	wg.Wait()
	fmt.Println(sum)
	// Output: 3
}

// # 测量 · Benchmarks
//
// `%%bench` 像 `go test -bench` 那样测量,像 benchstat 那样和第一行比较。
//
// `%%bench` measures as `go test -bench` does and compares with the first line as
// benchstat does. What does it cost to hand over a number?

//gosched:cell %%bench -benchtime 300x
func BenchmarkUnbuffered(b *testing.B) {
	for b.Loop() {
		pass(1000, 0)
	}
}

func BenchmarkBuffered(b *testing.B) {
	for b.Loop() {
		pass(1000, 100)
	}
}

// # 试验与检查 · Tests and checks
//
// `%%test` 运行试验;`%%vet` 是 `go vet`,找到的错误标在原处。把 `%v` 改成 `%d` 再运行。
//
// `%%test` runs tests. `%%vet` is `go vet`; its findings stand at their places: change
// `%v` into `%d` and run the cell again.

//gosched:cell %%test
func TestPass(t *testing.T) {
	for room := range 3 {
		if got := pass(10, room); got != 45 {
			t.Errorf("with room for %d the sum is %d, want 45", room, got)
		}
	}
}

//gosched:cell %%vet
func Example_vet() {
	fmt.Printf("%v are left\n", 3*time.Second)
}

// # 编译器怎么看 · What the compiler thinks
//
// `%%escape` 说明什么逃逸到堆上、什么被内联;`%%asm` 是每一行的机器指令。
//
// `%%escape` tells what escapes to the heap and what is inlined, `%%asm` shows the
// instructions that each line becomes.
//
//gosched:cell %%escape
func Example_escape() {
	n := 42
	address := func() *int { return &n }
	fmt.Println(*address())
}

//gosched:cell %%asm
func Example_asm() {
	square := func(n int) int { return n * n }
	fmt.Println(square(len(fmt.Sprint(7))))
}
