"""What an editor asks while one writes: tooltips and completions."""

import time

import pytest

from conftest import Kernel, wait_until


@pytest.fixture(scope="module")
def k():
    k = Kernel()
    reply, _ = k.execute("""// A Point is a place.
type Point struct { X, Y int }
p := &Point{1, 2}
m := map[string]int{"a": 1}
count := 0""")
    assert reply["status"] == "ok"
    yield k
    k.close()


@pytest.fixture(autouse=True)
def no_process_left():
    """The kernel lives as long as the module."""
    yield


def reply(k, msg_id):
    while True:
        msg = k.kc.get_shell_msg(timeout=10)
        if msg["parent_header"].get("msg_id") == msg_id:
            return msg["content"]


def tooltip(k, code, cursor=None, detail=0):
    content = reply(k, k.kc.inspect(code, len(code) if cursor is None else cursor, detail))
    assert content["status"] == "ok"
    return content["data"].get("text/plain", "")


@pytest.mark.parametrize("code,words", [
    ("p", ["var p *Point // cell 1", "p = &{X:1 Y:2}"]),
    ("m", ['m = map["a":1]']),
    ("Point", ["type Point struct { // cell 1\n\tX int", "A Point is a place."]),
    ("strings.Builder", ["func (*strings.Builder) WriteString(s string) (int, error)"]),
    ("http", ['package http // import "net/http"']),
    ("fmt.Println(1)", ["func fmt.Println(a ...any)"]),
    ("%timeit", ["measures a statement"]),
    ("%timeit -n 3 fmt.Sprint", ["func fmt.Sprint"]),
    ("p.X", ["field X int"]),
    ("func() { p.X", ["field X int"]),
    ("append(", ["func append(slice []T, elems ...T) []T"]),
    ("switch", ["switch x { case a, b", "does not go on with the next"]),
    ("nil", ["nil is the zero value"]),
    ("x = = 1\nstrings.ToUpper(", ["func strings.ToUpper(s string) string"]),
    ("nosuch", []),
])
def test_tooltip(k, code, words):
    got = tooltip(k, code)
    assert bool(got) == bool(words)
    for w in words:
        assert w in got


def test_tooltip_while_a_cell_runs(k):
    """The value is that of the moment; what could be half written is not looked at."""
    msg_id = k.send("for { count++; m[fmt.Sprint(count % 100)]++ }")
    try:
        assert wait_until(lambda: "count = 0" not in tooltip(k, "count"))  # it is under way
        values = []
        for _ in range(20):
            text = tooltip(k, "count")
            values.append(int(text.split("count = ")[1].split()[0]))
            assert "map[string]int (len " in tooltip(k, "m")
        assert values[0] < values[-1]
    finally:
        k.km.interrupt_kernel()
        status, _ = k.gather(msg_id)
    assert "interrupt" in status["evalue"] or "stopped" in status["evalue"]


def test_tooltip_does_not_wait(k):
    """A worker that does not answer costs a fraction of a second and the value."""
    import os
    import signal
    worker = k.worker()
    os.kill(worker, signal.SIGSTOP)
    try:
        start = time.monotonic()
        assert tooltip(k, "p") == "var p *Point // cell 1\n"
        assert time.monotonic() - start < 5
    finally:
        os.kill(worker, signal.SIGCONT)
    assert "p = &{X:1 Y:2}" in tooltip(k, "p")


def test_cursor_anywhere(k):
    """Positions that do not exist, and positions among surrogate pairs, are answered."""
    code = 'fmt.Println("😀", p.X)'
    for cursor in [-5, 0, 7, len(code), len(code) + 1, 10**9]:
        for detail in (0, 1, 7):
            reply(k, k.kc.inspect(code, cursor, detail))
        content = reply(k, k.kc.complete(code, cursor))
        assert content["status"] == "ok"
        assert 0 <= content["cursor_start"] <= content["cursor_end"] <= len(code)
    assert reply(k, k.kc.complete(code[:-2], len(code) - 2))["matches"] == ["X", "Y"]


def completion(k, code):
    content = reply(k, k.kc.complete(code, len(code)))
    types = content["metadata"].get("_jupyter_types_experimental", [])
    assert [t["text"] for t in types] == content["matches"]
    return content["matches"], content["cursor_start"], {t["type"] for t in types}


def test_file_names(k, tmp_path):
    (tmp_path / "data dir").mkdir()
    (tmp_path / "data.csv").write_text("")
    k.execute("%%cd %s" % tmp_path)
    k.execute("1")  # and cells are there too
    assert completion(k, 'os.Open("da') == (["data dir/", "data.csv"], 9, {"file", "directory"})
    assert completion(k, "x, err := os.ReadFile(`./data.") == (["data.csv"], 25, {"file"})
    assert completion(k, "%cd da") == (["data dir/"], 4, {"directory"})
    assert completion(k, "%%writefile -a da") == (["data dir/", "data.csv"], 15, {"file", "directory"})
    assert completion(k, "!wc -l da") == (["data\\ dir/", "data.csv"], 7, {"file", "directory"})
    assert completion(k, "%%bash\nwc -l nosuch") == ([], 13, set())
    k.execute('os.Chdir("data dir")\nos.WriteFile("here.txt", nil, 0o666)')  # cells are elsewhere now
    assert completion(k, 'os.Open("')[0] == ["here.txt"]
    assert completion(k, "!cat d")[0] == ["data\\ dir/", "data.csv"]


def test_commands(k):
    assert completion(k, "%timeit -") == (["-n", "-r"], 8, {"flag"})
    assert completion(k, "%who v") == (["var"], 5, {"keyword"})
    assert completion(k, "%time fmt.Printl")[0] == ["Println"]
    assert "HOME" in completion(k, "%env HO")[0]
