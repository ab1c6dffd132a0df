"""Measures compiled cells beside the same programs made by hand, interleaved: a changed
cell against go run with a warm cache, an unchanged one, and the speed of what comes of
it. Exits with 1 if a figure that the project promises is not reached."""

import argparse
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import bench
from raw import Raw

ROOT = pathlib.Path(__file__).parents[2]

HELLO = 'fmt.Println("hello", %d)'
FIB = """
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}
"""
TIMED = """start := time.Now()
fib(35)
fmt.Println("took", time.Since(start).Nanoseconds())
"""


def program(imports, declarations, statements):
    return "package main\n\nimport (\n%s)\n%s\nfunc main() {\n%s\n}\n" % ("".join('\t"%s"\n' % i for i in imports), declarations, statements)


def took(text):
    return int(re.search(r"took (\d+)", text)[1])


def printed(got):
    return "".join(json.loads(content).get("text", "") for _, content in got)


def measure(gosched, rounds):
    """Seconds of changed cells, of go run and of unchanged cells; nanoseconds of fib in
    cells and by hand."""
    figures = {"changed": [], "run": [], "unchanged": [], "fib": [], "hand": []}
    k = Raw([gosched, "kernel", "-f", "{f}"])
    try:
        k.ready()
        with tempfile.TemporaryDirectory() as d:
            d = pathlib.Path(d)
            (d / "go.mod").write_text("module hello\n\ngo 1.26\n")
            (d / "main.go").write_text(program(["fmt", "time"], FIB, TIMED))
            subprocess.run(["go", "build", "-o", "fib", "."], cwd=d, check=True)
            k.execute("%%go\n" + HELLO % 0, 120)
            for i in range(1, rounds + 1):
                (d / "main.go").write_text(program(["fmt"], "", HELLO % i))
                t = time.perf_counter()
                subprocess.run(["go", "run", "."], cwd=d, check=True, stdout=subprocess.DEVNULL)
                figures["run"].append(time.perf_counter() - t)
                figures["changed"].append(k.execute("%%go\n" + HELLO % i, 120)[0])
                figures["unchanged"].append(k.execute("%%go\n" + HELLO % i, 120)[0])
            for _ in range(rounds):
                figures["hand"].append(took(subprocess.run([d / "fib"], check=True, capture_output=True, text=True).stdout))
                figures["fib"].append(took(printed(k.execute("%%go" + FIB + TIMED, 120)[1])))
    finally:
        k.close()
    return figures


def verdicts(figures):
    median = {name: statistics.median(values) for name, values in figures.items()}
    return [
        ("a changed %%go cell at most 0.7 x go run", median["changed"] / median["run"], 0.7),
        ("an unchanged %%go cell at most 40 ms", median["unchanged"] * 1000, 40),
        ("fib(35) in %%go at most 1.05 x by hand", min(figures["fib"]) / min(figures["hand"]), 1.05),
    ]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gosched", default=str(ROOT / "bin" / "gosched"))
    ap.add_argument("--rounds", type=int, default=15)
    args = ap.parse_args()
    figures = measure(args.gosched, args.rounds)
    print("medians: changed %.0f ms, go run %.0f ms, unchanged %.0f ms" % tuple(statistics.median(figures[n]) * 1000 for n in ("changed", "run", "unchanged")))
    sys.exit(bench.judge(verdicts(figures)))


if __name__ == "__main__":
    main()
