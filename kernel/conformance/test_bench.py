"""The benchmark runs and prints its table. Times are for a quiet machine to
judge (make bench); what must hold on any machine is asserted here."""

import re
import subprocess
import sys

import bench
import bench_cells
import bench_tools
import bench_trace
import bench_twin
from conftest import ROOT, run


def test_bench(gosched, tmp_path):
    floor = tmp_path / "donothing"
    assert subprocess.run(["go", "build", "-o", str(floor), "./kernel/internal/sockets/donothing"], cwd=ROOT).returncode == 0
    p = run(sys.executable, str(ROOT / "kernel" / "conformance" / "bench.py"), "--quick", "--gosched", gosched, "--donothing", str(floor))
    assert "| gosched | do-nothing | ipykernel |" in p.stdout, p.stdout + p.stderr
    verdicts = dict(re.findall(r"^(?:ok|MISSED) +(.*): ([\d.]+)$", p.stdout, re.M))
    assert len(verdicts) == 15
    for label in ("no line missing", "nothing left behind"):
        assert float(verdicts[label]) == 0
    assert float(verdicts["at most 400 stream messages"]) <= 400
    assert float(verdicts["at most 70 MB"]) <= 70
    assert float(verdicts["at most 90 MB after 200 cells"]) <= 90


def test_tools(gosched):
    """%%bench and go test -bench measure the same; how exactly is for a quiet machine to say."""
    for name, (cell, hand) in bench_tools.measure(gosched, 3, 0.02).items():
        assert 0.2 < cell / hand < 5, (name, cell, hand)


def test_twin(gosched):
    """What is compiled is as fast as what is built by hand; how exactly is for a quiet machine to say."""
    figures = bench_twin.measure(gosched, 2)
    assert 0.2 < min(figures["fib"]) / min(figures["hand"]) < 5, figures
    assert min(figures["unchanged"]) < min(figures["run"]), figures


def test_trace(gosched):
    """Tracing does not change what a program is like; what it costs is for a quiet machine to say."""
    figures = bench_trace.measure(gosched, 3)
    assert 0.5 < bench_trace.ratio(figures, "told") < 10, figures
    assert min(figures["crowd"]) < 5, figures


def test_cells():
    """No two cells of the benchmark's session are the same."""
    assert len(set(bench_cells.mixed(200))) == 200
    assert len(bench_cells.TEN_LINES.splitlines()) == len(bench_cells.TEN_LINES_PYTHON.splitlines()) == 10


def test_readme_has_the_table():
    readme = (ROOT / "README.md").read_text()
    for _, label, _ in bench.ROWS:
        assert "| %s | " % label in readme
    assert re.search(r"^\d{4}-\d\d-\d\d; .* cores, \w+; medians$", readme, re.M)
    assert "| gosched | do-nothing | ipykernel |" in readme
