// Timers are reset and stopped while they fire: each function runs as often as
// what Stop and Reset said.
package main

import "time"

func run(n int) (wrong int) {
	for i := range n {
		fired := make(chan bool, 2)
		t := time.AfterFunc(time.Duration(i%3)*time.Microsecond, func() { fired <- true })
		want := 1
		if i%2 == 0 && !t.Reset(time.Microsecond) {
			want++ // it has fired, and will again
		}
		if t.Stop() {
			want--
		}
		for range want {
			<-fired
		}
		if len(fired) > 0 {
			wrong++
		}

		timer := time.NewTimer(time.Duration(i%5) * time.Microsecond)
		if i%2 == 1 {
			timer.Reset(time.Microsecond)
		}
		if timer.Stop() {
			select {
			case <-timer.C:
				wrong++
			default:
			}
		}
		timer.Reset(0)
		<-timer.C
	}
	return wrong
}
