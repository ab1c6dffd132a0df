"""Prints the table of the README: this kernel beside a do-nothing kernel and
ipykernel, interleaved in one run, medians. Exits with 1 if a figure that the
project promises is not reached. What is run and asked is in bench_cells.py.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import statistics
import sys
import time

import bench_cells
from raw import Raw

ROOT = pathlib.Path(__file__).parents[2]


def descendants(pid):
    found = [pid]
    for p in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if int((p / "stat").read_text().rpartition(") ")[2].split()[1]) == pid:
                found += descendants(int(p.name))
        except (OSError, ValueError):
            pass
    return found


def pss(pid):
    """Proportional set size of a process and its descendants, in MiB."""
    total = 0
    for p in descendants(pid):
        with open("/proc/%d/smaps_rollup" % p) as f:
            total += sum(int(line.split()[1]) for line in f if line.startswith("Pss:"))
    return total / 1024


def machine():
    model = "unknown processor"
    with open("/proc/cpuinfo") as f:
        for line in f:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return "%s, %d cores, %s" % (model, os.cpu_count(), platform.system())


class Peer:
    """A kernel, what it is asked, and its figures. None means that it cannot do that."""

    def __init__(self, name, argv, warm, loop=None, lines=None, ten=None, completions=None, inspections=None, session=None):
        self.name, self.argv, self.warm = name, argv, warm
        self.loop, self.lines, self.ten = loop, lines, ten
        self.completions, self.inspections, self.session = completions, inspections, session
        self.by_signal = name == "ipykernel"
        self.figures = {}

    def add(self, what, value):
        self.figures.setdefault(what, []).append(value)

    def median(self, what):
        return statistics.median(self.figures[what]) if what in self.figures else None


def start_and_end(peer):
    k = Raw(peer.argv)
    try:
        k.shell.send_multipart(k.execute_message("1")[1])
        k.reply()
        peer.add("start", (time.perf_counter() - k.started) * 1000)
        k.ready()
        if peer.completions:
            peer.add("first", ask(k, "complete_request", peer.completions[0]))
        left = descendants(k.p.pid)
        peer.add("shutdown", k.shutdown() * 1000)
        time.sleep(0.05)
        peer.add("left", sum(os.path.exists("/proc/%d" % p) for p in left))
    finally:
        k.close()


def ask(k, msg_type, code):
    """The milliseconds to the reply to a question about the end of code."""
    _, frames = k.message(msg_type, {"code": code, "cursor_pos": len(code), "detail_level": 0})
    t = time.perf_counter()
    k.shell.send_multipart(frames)
    k.reply()
    return (time.perf_counter() - t) * 1000


def trivial(kernels, rounds, batch):
    for _ in range(rounds):
        for peer, k in kernels:
            for _ in range(batch):
                peer.add("trivial", k.execute("1")[0] * 1000)


def ten_lines(peer, k, count):
    for _ in range(count):
        peer.add("ten", (k.execute(peer.ten)[0] - k.execute("1")[0]) * 1000)


def questions(peer, k):
    for code in peer.completions:
        peer.add("complete", ask(k, "complete_request", code))
    for code in peer.inspections:
        peer.add("inspect", ask(k, "inspect_request", code))


def questions_meanwhile(peer, k):
    """The same while a cell runs, for a kernel that answers then."""
    msg_id, frames = k.execute_message(peer.loop)
    k.shell.send_multipart(frames)
    time.sleep(0.1)
    for code in peer.completions:
        peer.add("meanwhile", ask(k, "complete_request", code))
    k.interrupt(peer.by_signal)
    k.reply(10)
    k.until_idle(msg_id)


def session(peer, count):
    """What a long session leaves in memory. Every cell of it must run."""
    k = Raw(peer.argv)
    try:
        k.ready()
        for code in peer.session(count):
            _, got = k.execute(code)
            if any(b'"error"' in header for header, _ in got):
                raise RuntimeError("a cell failed:\n%s\n%s" % (code, got))
        peer.add("session", pss(k.p.pid))
    finally:
        k.close()


def lines(peer, k, count):
    seconds, got = k.execute(peer.lines % count)
    text = [json.loads(c)["text"] for h, c in got if b'"stream"' in h]
    peer.add("lines", seconds * 1000)
    peer.add("messages", len(text))
    peer.add("missing", count - "".join(text).count("\n"))


def interrupt(peer, k):
    msg_id, frames = k.execute_message(peer.loop)
    k.shell.send_multipart(frames)
    time.sleep(0.2)
    t = time.perf_counter()
    k.interrupt(peer.by_signal)
    k.reply(10)
    peer.add("interrupt", (time.perf_counter() - t) * 1000)
    k.until_idle(msg_id)


def measure(peers, quick):
    for _ in range(3 if quick else 10):
        for peer in peers:
            start_and_end(peer)
    kernels = [(p, Raw(p.argv)) for p in peers]
    try:
        for p, k in kernels:
            k.ready()
            for code in p.warm:
                k.execute(code)
            p.add("memory", pss(k.p.pid))
        trivial(kernels, 5 if quick else 20, 20)
        for _ in range(2 if quick else 7):
            for p, k in kernels:
                if p.ten:
                    ten_lines(p, k, 10)
                if p.completions:
                    questions(p, k)
                if p.session:
                    questions_meanwhile(p, k)
                if p.lines:
                    lines(p, k, 100_000)
                    interrupt(p, k)
    finally:
        for _, k in kernels:
            k.close()
    for p in peers:
        if p.session:
            session(p, 200)


ROWS = [
    ("trivial", "`1`: request to reply and idle", "%.2f ms"),
    ("ten", "a ten-line cell: that much more", "%.2f ms"),
    ("start", "process start to first execute reply", "%.0f ms"),
    ("lines", "100,000 printed lines", "%.0f ms"),
    ("missing", "… of which missing", "%d"),
    ("messages", "… in stream messages", "%d"),
    ("first", "completion: the session's first", "%.1f ms"),
    ("complete", "completion", "%.1f ms"),
    ("meanwhile", "completion while a cell runs", "%.1f ms"),
    ("inspect", "inspection", "%.1f ms"),
    ("memory", "memory after ten cells (PSS, all processes)", "%.0f MB"),
    ("session", "memory after 200 mixed cells", "%.0f MB"),
    ("interrupt", "interrupt of an endless loop", "%.1f ms"),
    ("shutdown", "shutdown", "%.0f ms"),
    ("left", "processes left behind", "%d"),
]


def verdicts(us, nothing, ipy):
    return [
        ("`1` at most 1.6 x the do-nothing kernel", us.median("trivial") / nothing.median("trivial"), 1.6),
        ("a ten-line cell at most 2 ms more than `1`", us.median("ten"), 2),
        ("start at most 0.2 x ipykernel", us.median("start") / ipy.median("start"), 0.2),
        ("lines at most 0.5 x ipykernel", us.median("lines") / ipy.median("lines"), 0.5),
        ("no line missing", max(us.figures["missing"]), 0),
        ("at most 400 stream messages", max(us.figures["messages"]), 400),
        ("first completion at most 20 ms", us.median("first"), 20),
        ("completion at most 2 ms", us.median("complete"), 2),
        ("completion while a cell runs at most 2 ms", us.median("meanwhile"), 2),
        ("inspection at most 3 ms", us.median("inspect"), 3),
        ("at most 70 MB", us.median("memory"), 70),
        ("at most 90 MB after 200 cells", us.median("session"), 90),
        ("interrupt at most 10 ms", us.median("interrupt"), 10),
        ("shutdown at most 50 ms", us.median("shutdown"), 50),
        ("nothing left behind", max(us.figures["left"]), 0),
    ]


def judge(verdicts):
    """Prints what was promised, and returns whether some of it is missed."""
    missed = False
    for label, value, limit in verdicts:
        ok = value <= limit
        missed |= not ok
        print("%s %s: %.2f" % ("ok    " if ok else "MISSED", label, value))
    return missed


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--donothing", default=str(ROOT / "bin" / "donothing"))
    ap.add_argument("--gosched", default=str(ROOT / "bin" / "gosched"))
    ap.add_argument("--quick", action="store_true")
    args = ap.parse_args()
    us = Peer("gosched", [args.gosched, "kernel", "-f", "{f}"], ["x%d := %d\nx%d" % (i, i, i) for i in range(10)],
              loop="for {\n}", lines='for i := range %d {\n\tfmt.Println("line", i)\n}',
              ten=bench_cells.TEN_LINES, completions=bench_cells.COMPLETIONS, inspections=bench_cells.INSPECTIONS,
              session=bench_cells.mixed)
    nothing = Peer("do-nothing", [args.donothing, "{f}"], ["1"] * 10)
    ipy = Peer("ipykernel", [sys.executable, "-m", "ipykernel_launcher", "-f", "{f}"],
               ["x%d = %d\nx%d" % (i, i, i) for i in range(10)],
               loop="while True: pass", lines="for i in range(%d): print('line', i)",
               ten=bench_cells.TEN_LINES_PYTHON, completions=bench_cells.COMPLETIONS_PYTHON,
               inspections=bench_cells.INSPECTIONS_PYTHON)
    peers = [us, nothing, ipy]
    measure(peers, args.quick)
    print("%s; %s; medians\n" % (datetime.date.today(), machine()))
    print("| | " + " | ".join(p.name for p in peers) + " |")
    print("|---" * (len(peers) + 1) + "|")
    for what, label, form in ROWS:
        print("| %s | %s |" % (label, " | ".join("–" if p.median(what) is None else form % p.median(what) for p in peers)))
    print()
    sys.exit(judge(verdicts(us, nothing, ipy)))


if __name__ == "__main__":
    main()
