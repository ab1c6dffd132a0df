"""Measures the same benchmarks in %%bench and by go test -bench, interleaved, and
prints the ratios of the best of many short rounds, since what else a machine does only
adds. Exits with 1 if one is off by more than 5 %: what is run is the same, and so what
comes out of it must be.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from raw import Raw

ROOT = pathlib.Path(__file__).parents[2]

FUNCTIONS = """
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func BenchmarkFib(b *testing.B) {
	for b.Loop() {
		fib(20)
	}
}

func BenchmarkSort(b *testing.B) {
	xs := make([]int, 1000)
	for b.Loop() {
		for i := range xs {
			xs[i] = i * 7919 % 1000
		}
		sort.Ints(xs)
	}
}

func BenchmarkSieve(b *testing.B) {
	composite := make([]bool, 10_000)
	for b.Loop() {
		clear(composite)
		for i := 2; i*i < len(composite); i++ {
			for j := i * i; !composite[i] && j < len(composite); j += i {
				composite[j] = true
			}
		}
	}
}
"""
NAMES = ("Fib", "Sort", "Sieve")
UNITS = {"n": 1, "µ": 1e3, "m": 1e6, "": 1e9}


def by_hand(binary, seconds):
    """Nanoseconds of each benchmark, as go test prints them."""
    out = subprocess.run([binary, "-test.run=^$", "-test.bench=.", "-test.benchtime=%gs" % seconds],
                         check=True, capture_output=True, text=True).stdout
    return {m[1]: float(m[2]) for m in re.finditer(r"^Benchmark(\w+)\S*\s+\d+\s+([\d.]+) ns/op", out, re.M)}


def in_cell(kernel, seconds):
    """Nanoseconds of each benchmark, as the table of %%bench has them."""
    _, got = kernel.execute("%%%%bench -count 1 -benchtime %gs%s" % (seconds, FUNCTIONS), 300)
    table = ""
    for header, content in got:
        if b"display_data" in header:
            shown = json.loads(content)["data"]["text/plain"]
            if shown.startswith("name"):
                table = shown
    return {m[1]: float(m[2]) * UNITS[m[3]] for m in re.finditer(r"^(\w+)\s+([\d.]+)([nµm]?)s ±", table, re.M)}


def build(directory):
    """The test binary that go test makes."""
    (directory / "go.mod").write_text("module bench\n\ngo 1.26\n")
    (directory / "bench_test.go").write_text("package bench\n\nimport (\n\t\"sort\"\n\t\"testing\"\n)\n" + FUNCTIONS)
    subprocess.run(["go", "test", "-c", "-o", "bench.test", "."], cwd=directory, check=True)
    return str(directory / "bench.test")


def measure(gosched, rounds, seconds):
    """The best nanoseconds of each benchmark, in a cell and by hand."""
    cell, hand = ({name: [] for name in NAMES} for _ in range(2))
    with tempfile.TemporaryDirectory() as d:
        binary = build(pathlib.Path(d))
        kernel = Raw([gosched, "kernel", "-f", "{f}"])
        try:
            kernel.ready()
            for _ in range(rounds):
                for figures, got in ((cell, in_cell(kernel, seconds)), (hand, by_hand(binary, seconds))):
                    for name in NAMES:
                        figures[name].append(got[name])
            kernel.shutdown()
        finally:
            kernel.close()
    return {name: (min(cell[name]), min(hand[name])) for name in NAMES}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gosched", default=str(ROOT / "bin" / "gosched"))
    ap.add_argument("--rounds", type=int, default=100)
    ap.add_argument("--seconds", type=float, default=0.003)
    args = ap.parse_args()
    missed = False
    for name, (cell, hand) in measure(args.gosched, args.rounds, args.seconds).items():
        ok = abs(cell / hand - 1) <= 0.05
        missed |= not ok
        print("%s %%%%bench within 5 %% of go test -bench, %s: %.3f (%.0f ns, %.0f ns)" % ("ok    " if ok else "MISSED", name, cell / hand, cell, hand))
    sys.exit(missed)


if __name__ == "__main__":
    main()
