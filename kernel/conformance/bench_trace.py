"""Measures what tracing costs: the processor time of games of ping-pong in %%trace cells
and in plain ones, interleaved in one kernel, and how long it takes to start 10,000
goroutines and to show what they did. Exits with 1 if a figure that the project promises
is not reached."""

import argparse
import pathlib
import re
import statistics
import sys

import bench
from bench_twin import printed
from raw import Raw

ROOT = pathlib.Path(__file__).parents[2]

# As it is often told: two players, a table and a ball that is told about. And as fast
# as it can be: numbers to and fro, and nothing else.
GAMES = """
type Ball struct {
	hits int
	said string
}

func player(name string, table chan *Ball, done chan bool, rounds int) {
	for {
		ball := <-table
		if ball == nil {
			return
		}
		ball.hits++
		ball.said = fmt.Sprintf("%s %d", name, ball.hits)
		if ball.hits >= rounds {
			close(table)
			done <- true
			return
		}
		table <- ball
	}
}

func told(rounds int) {
	table, done := make(chan *Ball), make(chan bool)
	go player("ping", table, done, 2*rounds)
	go player("pong", table, done, 2*rounds)
	table <- new(Ball)
	<-done
}

// spent returns the processor time of the process, in nanoseconds.
func spent() int64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u.Utime.Nano() + u.Stime.Nano()
}

func pong(in, out chan int, rounds int) {
	for range rounds {
		out <- <-in + 1
	}
}

func bare(rounds int) {
	in, out := make(chan int), make(chan int)
	go pong(in, out, rounds)
	for i := range rounds {
		in <- i
		<-out
	}
}
"""
GAME = """start := spent()
%s(5000)
fmt.Println("took", spent()-start)
"""
CROWD = """var crowd sync.WaitGroup
for range 10000 {
	crowd.Go(func() { time.Sleep(time.Millisecond) })
}
crowd.Wait()
"""


def took(k, cell):
    return int(re.search(r"took (\d+)", printed(k.execute(cell, 120)[1]))[1])


def measure(gosched, rounds):
    """Nanoseconds of the processor for games, plain and traced; seconds of crowds that are shown."""
    figures = {"crowd": []}
    k = Raw([gosched, "kernel", "-f", "{f}"])
    try:
        k.ready()
        k.execute(GAMES, 60)
        for game in "told", "bare":
            plain, traced = figures[game] = [], []
            for i in range(rounds + 1):
                a, b = took(k, GAME % game), took(k, "%%trace\n" + GAME % game)
                if i > 0:  # once to warm up
                    plain.append(a)
                    traced.append(b)
        for _ in range(max(3, rounds // 4)):
            figures["crowd"].append(k.execute("%%trace\n" + CROWD, 120)[0])
    finally:
        k.close()
    return figures


def ratio(figures, game):
    """The median of the ratios of neighbours: the machine is not always as fast."""
    return statistics.median(traced / plain for plain, traced in zip(*figures[game]))


def verdicts(figures):
    return [
        ("a ping-pong in %%trace at most 1.5 x", ratio(figures, "told"), 1.5),
        ("10,000 goroutines started and shown in at most 1000 ms", statistics.median(figures["crowd"]) * 1000, 1000),
    ]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gosched", default=str(ROOT / "bin" / "gosched"))
    ap.add_argument("--rounds", type=int, default=40)
    args = ap.parse_args()
    figures = measure(args.gosched, args.rounds)
    print("tracing: a ping-pong that says who hit the ball takes %.2f of its time, one that says nothing %.2f; 10,000 goroutines start and are shown in %.0f ms"
          % (ratio(figures, "told"), ratio(figures, "bare"), statistics.median(figures["crowd"]) * 1000))
    sys.exit(bench.judge(verdicts(figures)))


if __name__ == "__main__":
    main()
