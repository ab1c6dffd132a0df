"""Timelines: of cells that end well and badly, interpreted and compiled, what they say
of waits against what the program measures, and what happens to a trace that is too long,
kept, or in the way of another."""

import re
import subprocess
import time

import pytest

from conftest import text, wait_until

UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}
BOTH = pytest.mark.parametrize("flags", ["", " -go"], ids=["interpreted", "compiled"])


def shown(out):
    """The timeline among the displays of a cell: its text, and its forms."""
    found = [m["content"]["data"] for m in out if m["msg_type"] == "display_data" and "Timeline" in m["content"]["data"]["text/plain"]]
    assert len(found) == 1, out
    assert found[0]["image/svg+xml"].startswith("<svg") and "<table" in found[0]["text/html"]
    return found[0]["text/plain"], found[0]


def traced(kernel, cell, status="ok", **kw):
    reply, out = kernel.execute("%%trace" + cell, timeout=120, **kw)
    assert reply["status"] == status, (reply, out)
    return shown(out)[0], out, reply


def seconds(words):
    number, unit = words.split()
    return float(number) * UNITS[unit]


def sums(timeline):
    """What goroutines spent in which state, of the table: seconds."""
    return {state.strip(): seconds(total) for state, total in re.findall(r"^(\S.*?) {2,}([\d.]+ (?:ns|µs|ms|s)) +[\d,]+  ", timeline, re.M)}


def length(timeline):
    return seconds(re.search(r"^[\d,]+ goroutines? in ([\d.]+ \S+);", timeline, re.M)[1])


# A program whose goroutines wait, measure that, and tell the sum, in nanoseconds.
WAITS = """
var total atomic.Int64
waits := func(f func()) { start := time.Now(); f(); total.Add(int64(time.Since(start))) }
var all sync.WaitGroup
%s
all.Wait()
fmt.Println("waited", total.Load())
"""

SCHEDULES = {
    "lock": ("sync.Mutex.Lock", """var mu sync.Mutex
for range 4 { all.Go(func() { for range 5 { waits(mu.Lock); time.Sleep(3 * time.Millisecond); mu.Unlock() } }) }"""),
    "fan-out": ("chan receive", """ch := make(chan int)
for range 4 { all.Go(func() { for range 5 { waits(func() { <-ch }) } }) }
all.Go(func() { for i := range 20 { time.Sleep(2 * time.Millisecond); ch <- i } })"""),
    "cond": ("sync.Cond.Wait", """var mu sync.Mutex
c := sync.NewCond(&mu)
for range 3 { all.Go(func() { mu.Lock(); waits(c.Wait); mu.Unlock() }) }
time.Sleep(20 * time.Millisecond)
c.Broadcast()"""),
    "read lock": ("sync.RWMutex.RLock", """var mu sync.RWMutex
mu.Lock()
for range 3 { all.Go(func() { waits(mu.RLock); mu.RUnlock() }) }
time.Sleep(20 * time.Millisecond)
mu.Unlock()"""),
    "select": ("select", """ch := make(chan int)
for range 2 { all.Go(func() { waits(func() { select { case <-ch: case <-time.After(time.Hour): } }) }) }
time.Sleep(20 * time.Millisecond)
close(ch)"""),
    "semaphore": ("chan send", """places := make(chan int, 2)
for i := range 6 { all.Go(func() { for range 3 { waits(func() { places <- i }); time.Sleep(2 * time.Millisecond); <-places } }) }"""),
    "pipeline": ("chan receive", """a, b := make(chan int), make(chan int)
all.Go(func() { for i := range 10 { time.Sleep(2 * time.Millisecond); a <- i } })
all.Go(func() { for range 10 { waits(func() { <-a }); time.Sleep(time.Millisecond); b <- 1 } })
all.Go(func() { for range 10 { waits(func() { <-b }) } })"""),
    "barrier": ("sync.WaitGroup.Wait", """var here sync.WaitGroup
here.Add(4)
for i := range 4 { all.Go(func() { time.Sleep(time.Duration(10 * i) * time.Millisecond); here.Done(); waits(here.Wait) }) }
waits(here.Wait)"""),
    "writer": ("sync.RWMutex.Lock", """var mu sync.RWMutex
for range 3 { all.Go(func() { for range 4 { mu.RLock(); time.Sleep(3 * time.Millisecond); mu.RUnlock(); time.Sleep(3 * time.Millisecond) } }) }
all.Go(func() { time.Sleep(time.Millisecond); for range 4 { waits(mu.Lock); mu.Unlock() } })"""),
    "ticks": ("chan receive", """t := time.NewTicker(3 * time.Millisecond)
all.Go(func() { for range 10 { waits(func() { <-t.C }) } })"""),
    "hog": ("sleep", """defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
all.Go(func() { for start := time.Now(); time.Since(start) < 60 * time.Millisecond; { } })
all.Go(func() { for range 10 { waits(func() { time.Sleep(2 * time.Millisecond) }) } })"""),
}


@BOTH
@pytest.mark.parametrize("name", SCHEDULES)
def test_agrees_with_the_program(kernel, name, flags):
    """What goroutines waited for by their own clocks is what the timeline says, to 5 % of
    their time and what they were ready without a processor meanwhile."""
    state, program = SCHEDULES[name]
    timeline, out, _ = traced(kernel, flags + WAITS % program)
    own = int(re.search(r"waited (\d+)", text(out))[1]) / 1e9
    said, slack = sums(timeline), 0.05 * length(timeline) * 5
    ready = said.get("runnable (waits for a processor)", 0)
    assert said[state] - slack <= own <= said[state] + ready + slack, (own, timeline)


@BOTH
def test_fails(kernel, flags):
    """A cell that panics has its timeline, and its error."""
    timeline, out, reply = traced(kernel, flags + '\ntime.Sleep(5 * time.Millisecond)\nfmt.Println("before")\npanic("oh")', "error")
    assert "sleep" in sums(timeline) and "oh" in reply["evalue"] and text(out) == "before\n"


def test_interrupted(kernel):
    for flags in "", " -go":
        request = kernel.send("%%%%trace%s\nfmt.Println(1)\ntime.Sleep(time.Hour)" % flags)
        assert wait_until(lambda: "1" in stream(kernel), 60)
        time.sleep(0.1)
        kernel.km.interrupt_kernel()
        reply, out = kernel.gather(request, 60)
        assert reply["status"] == "error" and reply["ename"] == "Interrupted", reply
        assert "sleep" in sums(shown(out)[0]), out


def stream(kernel):
    """What the next message prints, "" if it is none that does."""
    try:
        m = kernel.kc.get_iopub_msg(timeout=1)
    except Exception:
        return ""
    return m["content"].get("text", "") if m["msg_type"] == "stream" else ""


def test_prints_and_shows(kernel):
    timeline, out, _ = traced(kernel, "\nfor i := range 1000 { fmt.Println(i) }\n6 * 7")
    assert text(out).splitlines() == [str(i) for i in range(1000)]
    assert [m["content"]["data"]["text/plain"] for m in out if m["msg_type"] == "execute_result"] == ["42"]
    assert "Tracing: " in timeline and "each on this machine" in timeline


def test_exits(kernel):
    """A program that ends its process leaves what it had done."""
    for flags in "", " -go":
        timeline, _, reply = traced(kernel, flags + "\ntime.Sleep(3 * time.Millisecond)\nos.Exit(3)", "error")
        assert "sleep" in sums(timeline) and reply["ename"] == "exit" and "breaks off" not in timeline, timeline
    reply, out = kernel.execute("%%trace -go\ngo func() { panic(1) }()\nselect {}", timeout=120)
    assert reply["ename"] == "panic", reply


def test_concurrent(kernel):
    """There is one trace at a time, and who is in the way is said."""
    kernel.execute('import "runtime/trace"\ntrace.Start(io.Discard)')
    reply, out = kernel.execute("%%trace\nfmt.Println(1)")
    assert reply["status"] == "error" and "trace.Stop" in reply["evalue"] and text(out) == "", (reply, out)
    kernel.execute("trace.Stop()")
    traced(kernel, "\nfmt.Println(1)")
    _, out, _ = traced(kernel, "\nfmt.Println(trace.Start(io.Discard))")
    assert "already enabled" in text(out)
    timeline, _, _ = traced(kernel, "\ntrace.Stop()\ntime.Sleep(time.Millisecond)")
    assert "ended its tracing" in timeline
    traced(kernel, "\nfmt.Println(2)")


@BOTH
def test_kept(kernel, tmp_path, flags):
    """-o writes what go tool trace reads, relative to the kernel's directory."""
    kernel.execute("%%cd %s" % tmp_path)
    _, out, _ = traced(kernel, " -o kept.trace%s\ngo func() {}()\ntime.Sleep(time.Millisecond)" % flags)
    assert [p.name for p in tmp_path.iterdir()] == ["kept.trace"]
    assert any("go tool trace" in m["content"]["data"]["text/plain"] for m in out if m["msg_type"] == "display_data")
    p = subprocess.run(["go", "tool", "trace", "-d=parsed", "kept.trace"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert p.returncode == 0 and "GoCreate" in p.stdout or "NotExist->Runnable" in p.stdout, p.stdout[-500:] + p.stderr


def test_limit(kernel):
    """A trace that is too long ends, and its program goes on."""
    timeline, out, _ = traced(kernel, """
a, b := make(chan int), make(chan int)
go func() { for v := range a { b <- v } }()
start := time.Now()
for time.Since(start) < 4 * time.Second { for i := range 1000 { a <- i; <-b } }
fmt.Println("to its end")""")
    assert text(out) == "to its end\n" and "Recording ended after" in timeline and "the most that is recorded" in timeline


def test_many(kernel):
    """Of many goroutines the busiest are drawn, and the rest is in the table."""
    timeline, _, _ = traced(kernel, " -lanes 5\nvar all sync.WaitGroup\nfor range 10000 { all.Go(func() { time.Sleep(time.Millisecond) }) }\nall.Wait()")
    assert "drawn are the 5 busiest of 10,001 goroutines; what the other 9,996 did is in" in " ".join(timeline.split()), timeline
    assert len(re.findall(r"^\d+ .*│", timeline, re.M)) == 5 and "not drawn" in timeline


def test_names(kernel):
    """Goroutines have the names and places of the program, and those of earlier cells, too;
    a compiled cell that is run again has its number of now."""
    reply, _ = kernel.execute("func worker(in chan int) { for range in { time.Sleep(time.Millisecond) } }\nin := make(chan int)\ngo worker(in)")
    timeline, _, _ = traced(kernel, "\nvar g sync.WaitGroup\ng.Go(func() { in <- 1; in <- 2 })\ng.Wait()")
    n = reply["execution_count"]
    assert re.search(r"^\d+ worker · cell %d, line 3" % n, timeline, re.M), timeline
    assert re.search(r"^\d+ func1 · cell %d, line 3" % (n + 1), timeline, re.M), timeline
    for again in 0, 1:
        timeline, _, reply = traced(kernel, " -go\ndone := make(chan int)\ngo func() { time.Sleep(time.Millisecond); close(done) }()\n<-done")
        assert re.search(r"^\d+ func1 · cell %d, line 3" % reply["execution_count"], timeline, re.M), timeline
        assert "sleep  " in timeline and "at cell %d, line 3" % reply["execution_count"] in timeline, timeline


def test_places(kernel):
    """Where interpreted goroutines wait is known, also of waits that do not end."""
    timeline, _, reply = traced(kernel, """
var mu sync.Mutex
ch := make(chan int)
go func() { <-ch }()
go func() {
	mu.Lock()
	time.Sleep(5 * time.Millisecond)
	mu.Unlock()
}()
time.Sleep(time.Millisecond)
mu.Lock()""")
    n = reply["execution_count"]
    for wait in "sync.Mutex.Lock of 1 main at cell %d, line 11", "chan receive of 2 func1 at cell %d, line 4":
        state, whose = wait.split(" of ")
        line = [l for l in timeline.splitlines() if l.startswith(state)]
        assert line and re.search(r"\d+ " + re.escape(whose.split(" ", 1)[1] % n), line[0]), timeline


@BOTH
def test_deadlock(kernel, flags):
    """A cell that deadlocks shows who waited for what."""
    timeline, _, reply = traced(kernel, flags + "\nch := make(chan int)\ngo func() { time.Sleep(2 * time.Millisecond); <-ch }()\nvar wg sync.WaitGroup\nwg.Add(1)\nwg.Wait()", "error")
    assert "deadlock" in reply["evalue"], reply
    assert {"sync.WaitGroup.Wait", "chan receive", "sleep"} <= set(sums(timeline)), timeline


@BOTH
def test_long_waits(kernel, flags):
    """The runtime writes a trace in parts of a second; a wait that is in several is one."""
    timeline, _, reply = traced(kernel, flags + """
done := make(chan bool)
go func() { <-done }()
time.Sleep(2500 * time.Millisecond)
close(done)""")
    n = reply["execution_count"]
    for state, at in ("sleep", 4), ("chan receive", 3):
        line = next(l for l in timeline.splitlines() if l.startswith(state + "  "))
        assert re.match(r"%s +2\.5\d* s +1 +2\.5\d* s +.* at cell %d, line %d: %s" % (state, n, at, {3: "go func", 4: r"time\.Sleep"}[at]), line), timeline
    assert "waiting" not in timeline, timeline


def test_waited_before(kernel):
    """What goroutines of earlier cells wait for is known, from the beginning of the trace on."""
    reply, _ = kernel.execute("ch := make(chan int)\ngo func() { for range ch { time.Sleep(time.Millisecond) } }()\ngo func() { for { time.Sleep(20 * time.Millisecond) } }()")
    timeline, _, _ = traced(kernel, "\ntime.Sleep(30 * time.Millisecond)\nch <- 1\ntime.Sleep(30 * time.Millisecond)")
    assert {"sleep", "chan receive"} <= set(sums(timeline)) and "waiting" not in sums(timeline), timeline
    lanes = dict(re.findall(r"^\d+ (func\d) · cell %d, line \d +│(.)" % reply["execution_count"], timeline, re.M))
    assert lanes == {"func1": "c", "func2": "z"}, timeline


def test_no_deadlock(kernel):
    """What only waits for timers goes on, in a compiled cell, too, which shows its last value
    or nothing; and a cell that shows something and deadlocks is told so."""
    for wait in "<-time.After(1500 * time.Millisecond)", "time.Sleep(1500 * time.Millisecond)", \
            "done := make(chan int)\ntime.AfterFunc(1500*time.Millisecond, func() { close(done) })\n<-done":
        timeline, _, _ = traced(kernel, " -go\n" + wait)
        assert length(timeline) >= 1.5, timeline
    _, out, reply = traced(kernel, " -go\ndisplay.Show(1)\nch := make(chan int)\n<-ch", "error")
    assert "deadlock" in reply["evalue"], reply


@pytest.mark.parametrize("kind", ["cpu", "mem", "block", "mutex"])
def test_profiles_to_the_end(kernel, kind):
    """A profiled cell that deadlocks, or exits, ends, and has its profile."""
    wait = "c := make(chan int)\ngo func() { s := make([]byte, 1<<20); time.Sleep(20 * time.Millisecond); c <- len(s) }()\n<-c\n"
    reply, out = kernel.execute("%%prof -" + kind + "\n" + wait + "<-c", timeout=60)
    assert reply["status"] == "error" and "deadlock" in reply["evalue"], reply
    reply, out = kernel.execute("%%prof -" + kind + "\n" + wait + "os.Exit(4)", timeout=60)
    assert reply["status"] == "error" and reply["evalue"] == "exit status 4", reply
    shown = "".join(m["content"]["data"]["text/plain"] for m in out if m["msg_type"] == "display_data")
    assert "left no profile" not in shown, shown
    assert kind != "block" or "runtime.chanrecv1" in shown, shown
