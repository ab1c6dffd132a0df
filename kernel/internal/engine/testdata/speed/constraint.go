package main

type scored interface{ score() int }

type player struct{ points int }

func (p player) score() int { return p.points }

func best[T scored](list []T) int {
	most := 0
	for _, x := range list {
		if s := x.score(); s > most {
			most = s
		}
	}
	return most
}

func reduce[T, A any](list []T, start A, f func(A, T) A) A {
	for _, x := range list {
		start = f(start, x)
	}
	return start
}

func run(n int) int {
	players := make([]player, n)
	for i := range players {
		players[i].points = i * 7 % n
	}
	return best(players) + reduce(players, 0, func(sum int, p player) int { return sum + p.points })
}
