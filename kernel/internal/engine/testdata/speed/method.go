package main

type counter struct{ n int }

func (c *counter) add(k int) { c.n += k }

func run(n int) int {
	c := &counter{}
	for i := 0; i < n; i++ {
		c.add(i)
	}
	return c.n
}
