package async

import (
	"fmt"
	"slices"
	"strings"

	"gosched/experiments/lab/verdict"
)

func Example_e201_three_lines() {
	events := make(chan string, 3)
	events <- "connect"
	events <- "message"
	events <- "message"
	close(events)
	eventLoop(events, map[string]func(){
		"message": func() { fmt.Println("读消息 · read") },
		"connect": func() { fmt.Println("接受连接 · accept") },
	})
	// Output:
	// 接受连接 · accept
	// 读消息 · read
	// 读消息 · read
}

func Example_e201_predict() {
	e201.Predict("soon 最后登记,它第几个被调用? · soon is registered last: it is called as number …?", 3)
}

func Example_e201() {
	log, err := dispatch()
	names := strings.Join(log.Order(), ", ")
	fmt.Println(names)
	expected := "soon, timer, readable"
	judgement := verdict.Check(names == expected)
	if err != nil {
		judgement = verdict.Unclear("这个系统做不到", err.Error())
	}
	e201.Expect(1, "soon 第 %d:%s", "soon is number %d: %s", expected).
		Measure(1+slices.Index(log.Order(), "soon"), "soon 第 %d:%s", "soon is number %d: %s", names).
		Judge(judgement)
	// Output: soon, timer, readable
}

// > **试一试 · Try next** 去掉 `l.Forget(r)`:没有人读管道,epoll 会说几次?
// >
// > Leave out `l.Forget(r)`: nobody reads the pipe. What does epoll say, how often?
