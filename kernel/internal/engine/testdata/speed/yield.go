package main

import (
	"runtime"
	"time"
)

func run(n int) int {
	done := make(chan int)
	spin := func() {
		turns := 0
		for i := 0; i < n; i++ {
			runtime.Gosched()
			time.Sleep(0)
			turns++
		}
		done <- turns
	}
	go spin()
	go spin()
	return <-done + <-done
}
