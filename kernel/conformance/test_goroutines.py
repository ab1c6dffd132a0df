"""What goroutines of the session do, as clients see it."""

import re
import time

from conftest import text


def shown(out):
    """The forms of what was displayed, the latest last."""
    return [m["content"]["data"] for m in out if m["msg_type"] in ("display_data", "update_display_data")]


def updates(kernel, seconds, wanted):
    """Gathers updates of displays until one has the wanted text."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        m = kernel.kc.get_iopub_msg(timeout=max(0.01, end - time.monotonic()))
        if m["msg_type"] == "update_display_data" and wanted in m["content"]["data"]["text/plain"]:
            return m
    raise AssertionError("never shown: " + wanted)


def table(kernel, command="%goroutines"):
    reply, out = kernel.execute(command)
    assert reply["status"] == "ok", reply
    return shown(out)[0]


def test_table(kernel):
    kernel.execute('import "sync"\nvar mu sync.Mutex\nresults := make(chan int)\nfunc worker() {\n\tmu.Lock()\n\tdefer mu.Unlock()\n\tresults <- 1\n}')
    kernel.execute("go worker()\ntime.Sleep(50 * time.Millisecond)\ngo worker()\ngo func() { time.Sleep(time.Hour) }()\ntime.Sleep(50 * time.Millisecond)")
    seen = table(kernel)
    lines = seen["text/plain"].splitlines()
    assert re.match(r"goroutine +started at +is at +does +for +holds", lines[0]), lines
    assert re.match(r"\d+ worker +cell 2, line 1 +cell 1, line 7 +send to results +\d+\.\d s +mu$", lines[1]), lines
    assert re.match(r"\d+ worker +cell 2, line 3 +cell 1, line 5 +lock mu +\d+\.\d s$", lines[2]), lines
    assert re.match(r"\d+ .* +cell 2, line 4 +cell 2, line 4 +sleeps +\d+\.\d s$", lines[3]), lines
    assert seen["text/html"].count("<tr>") == 4 and "send to results" in seen["text/html"]
    assert "no goroutine of cell 1 goes on" in table(kernel, "%goroutines -cell 1")["text/plain"]


def test_stop(kernel):
    kernel.execute("ended := make(chan int, 3)\nfor i := range 3 {\n\tgo func() {\n\t\tdefer func() { ended <- i }()\n\t\tselect {}\n\t}()\n}\ntime.Sleep(50 * time.Millisecond)")
    kernel.execute("go func() {\n\tfor {\n\t\ttime.Sleep(time.Millisecond)\n\t}\n}()")
    reply, _ = kernel.execute("%goroutines -stop 999999")
    assert reply["status"] == "error"
    assert "there is no goroutine 999999; there are " in reply["evalue"], reply["evalue"]
    ids = re.findall(r"\d+", reply["evalue"].partition("there are ")[2])
    assert len(ids) == 4, reply["evalue"]
    reply, out = kernel.execute("%goroutines -stop " + ids[1])
    assert text(out) == "1 goroutine has ended\n", (reply, out)
    _, out = kernel.execute("fmt.Println(len(ended), <-ended)")
    assert text(out) == "1 1\n"
    _, out = kernel.execute("%goroutines -stop -cell 1")
    assert text(out) == "2 goroutines of cell 1 have ended\n"
    _, out = kernel.execute("%goroutines -stop -cell 1\n%goroutines -stop -cell 2")
    assert text(out) == "there is nothing to end: no goroutine of cell 1 goes on\n1 goroutine of cell 2 has ended\n"
    _, out = kernel.execute("%goroutines -cell 2")
    assert shown(out)[0]["text/plain"] == "no goroutine of cell 2 goes on"
    _, out = kernel.execute("fmt.Println(len(ended))")
    assert text(out) == "2\n"


def test_updates(kernel):
    """The table follows the cell that it stands in, and goroutines that outlive it."""
    ask = kernel.send("%goroutines\ngo func() { time.Sleep(2 * time.Second) }()\ntime.Sleep(1200 * time.Millisecond)")
    m = updates(kernel, 10, "main")
    assert m["parent_header"]["msg_id"] == ask and "sleeps" in m["content"]["data"]["text/plain"]
    m = updates(kernel, 10, "no goroutine that a cell has started goes on")
    assert m["parent_header"]["msg_id"] == ask
    reply, _ = kernel.execute("1 + 1")
    assert reply["status"] == "ok"


def test_next_cell_ends_updates(kernel):
    kernel.execute("go func() {\n\tfor {\n\t\ttime.Sleep(70 * time.Millisecond)\n\t}\n}()")
    kernel.execute("%goroutines")
    updates(kernel, 10, "sleeps")
    kernel.execute("1 + 1")
    time.sleep(1.2)
    while kernel.kc.iopub_channel.msg_ready():
        m = kernel.kc.get_iopub_msg(timeout=1)
        assert m["msg_type"] != "update_display_data", m


FIRST = """func first() int {
	results := make(chan int)
	for i := range 3 {
		go func() {%s results <- i }()
	}
	return <-results
}
first()"""


SAID = "2 goroutines of this cell can never run again: nobody else has the channel results (%leaks explains)"


def note(kernel, code):
    """What is displayed below a cell that leaves goroutines, and whether for that cell. On a busy machine that
    may come after the cell's end."""
    ask = kernel.send(code)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        m = kernel.kc.get_iopub_msg(timeout=30)
        if m["msg_type"] == "display_data":
            return m["content"]["data"], m["parent_header"]["msg_id"] == ask
    return None


def test_leak_is_noted(kernel):
    data, mine = note(kernel, FIRST % "")
    assert mine and data["text/plain"] == SAID and data["text/html"] == "<small>%s</small>" % SAID
    seen = table(kernel, "%leaks")
    assert "results" in seen["text/plain"] and "A buffer for all that is sent" in seen["text/plain"]
    assert "<table" in seen["text/html"]
    kernel.execute("%goroutines -stop -cell 1")
    assert table(kernel, "%leaks")["text/plain"] == "no goroutine is known that can never run again"


def test_later_leak_is_noted(kernel):
    """Who comes to its end later is noted below its cell all the same."""
    data, mine = note(kernel, FIRST % " time.Sleep(time.Duration(i) * 100 * time.Millisecond);")
    assert mine and data["text/plain"] == SAID


def test_what_waits_is_not_noted(kernel):
    """Workers that a later cell can give work to are no leaks, until nobody can."""
    reply, out = kernel.execute("jobs := make(chan int)\nfor range 3 {\n\tgo func() { for j := range jobs { fmt.Println(j) } }()\n}")
    assert shown(out) == []
    reply, out = kernel.execute("func poolOf(n int) func(int) {\n\tin := make(chan int)\n\tfor range n {\n\t\tgo func() { for j := range in { fmt.Println(j) } }()\n\t}\n\treturn func(j int) { in <- j }\n}\ngive := poolOf(2)")
    assert shown(out) == []
    assert table(kernel, "%leaks")["text/plain"] == "no goroutine is known that can never run again"
    kernel.execute("give = nil")
    assert "receive from in" in table(kernel, "%leaks")["text/plain"]


def test_blocked_goroutines_delay_nobody(kernel):
    """A cell is as fast after thirty that have left goroutines blocked as before them, also right after each."""

    def took():
        begun = time.monotonic()
        reply, _ = kernel.execute("1")
        assert reply["status"] == "ok"
        return time.monotonic() - begun

    def median(list):
        return sorted(list)[len(list) // 2]

    kernel.execute("never := make(chan int)\nfunc lost() {\n\tch := make(chan int)\n\tgo func() { <-ch }()\n}")
    before = median([took() for _ in range(30)])
    between = []
    for _ in range(30):
        kernel.execute("for range 5 {\n\tlost()\n\tgo func() { <-never }()\n}")
        between.append(took())
    after = median([took() for _ in range(30)])
    assert median(between) < 3 * before + 0.005 and after < 2 * before + 0.002, (before, median(between), after)
