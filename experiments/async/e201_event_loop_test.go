package async

import (
	"fmt"
	"strings"

	"gosched/experiments/lab/recorder"
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
	e201.Predict("按 timer、soon、readable 的次序登记,先调用谁?"+
		" · Registered in the order timer, soon, readable: which is called first?",
		"timer") // 你的预测 · your guess
}

func Example_e201() {
	log := recorder.New()
	err := dispatch(log, timer)
	names := strings.Join(log.Order(), ", ")
	fmt.Println(names)
	called, _, _ := strings.Cut(names, ",")
	soon, due, readable := log.At("soon"), log.At("timer"), log.At("readable")
	e201.Expect("soon", "先 %s,再 timer, readable", "%s first, then timer, readable").
		Measure(called, "先 %s:%s", "%s first: %s", names).
		Judge(verdict.Check(0 <= soon && soon < due && due < readable).
			Provided(err == nil, "这个系统做不到", "this system cannot do that"))
	// Output: soon, timer, readable
}

// > **试一试 · Try next** 再登记一个半秒的计时器:它排第几?后登记的会先被调用吗?
// >
// > Register one more timer, of half a second: is it called before the first?
