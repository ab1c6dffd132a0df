package main

type point struct{ x, y, z int }

type particle struct {
	at, speed point
	name      string
}

func move(p particle) particle {
	p.at.x += p.speed.x
	p.at.y += p.speed.y
	p.at.z += p.speed.z
	return p
}

func run(n int) int {
	p := particle{speed: point{1, 2, 3}, name: "p"}
	old := make([]particle, 16)
	for i := 0; i < n; i++ {
		p = move(p)
		old[i%16] = p
	}
	sum := 0
	for _, q := range old {
		sum += q.at.x + q.at.y + q.at.z
	}
	return sum
}
