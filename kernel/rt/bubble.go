package rt

// Bubble calls run, which makes a bubble of testing/synctest: time stands still in it
// while one of its goroutines can run, and goes on when all wait for each other. A
// goroutine that waited for its cell's end, too, would wait for something outside, and
// time would stand still for ever. So an interrupt does not reach those in a bubble
// where they wait, only where they run; they never wait for long.
func Bubble(run func()) {
	g := Current()
	defer func(was, special bool) { g.bubble, g.special = was, special }(g.bubble, g.special)
	g.bubble, g.special = true, true // and of the goroutines that it starts
	run()
}
