"""Modules: got, imported, replaced. They come from directories, so that no network is
needed; what needs one is tested where it is there."""

import os
import re
import shutil
import time

import pytest

from conftest import Kernel, result, run, text, wait_until


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A kernel's directory with a module in it, and a cache directory of its own."""
    monkeypatch.setenv("GOCACHE", run("go", "env", "GOCACHE").stdout.strip())  # what was compiled stays compiled
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "go.mod").write_text("module example.com/mine\n\ngo 1.22\n")
    (mine / "mine.go").write_text(
        """// Package mine counts.
package mine

import "errors"

// A Counter counts.
type Counter struct{ n int }

var order = []string{"var"}

func init() { order = append(order, "init") }

// Add adds n.
func (c *Counter) Add(n int) *Counter {
	if n < 0 {
		panic(errors.New("negative"))
	}
	c.n += n
	return c
}

// Total returns the sum.
func (c Counter) Total() int { return c.n }

// Order tells what ran before.
func Order() []string { return order }
"""
    )
    return tmp_path


@pytest.fixture
def kernel(home):
    k = Kernel(cwd=str(home))
    yield k
    k.close()


def told(reply):
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(reply["traceback"]))


def test_a_module_of_ones_own(kernel):
    reply, out = kernel.execute("%mod replace ./mine")
    assert reply["status"] == "ok", told(reply)
    assert "example.com/mine => ./mine" in text(out, "stdout")
    reply, out = kernel.execute('c := new(mine.Counter)\nfmt.Printf("%T %d %v", c, c.Add(2).Add(40).Total(), mine.Order())')
    assert reply["status"] == "ok", told(reply)
    assert text(out, "stdout") == "*mine.Counter 42 [var init]"
    reply, _ = kernel.execute("c.Add(-1)")
    assert reply["ename"] == "panic" and "mine/mine.go:" in told(reply)
    assert result(kernel.execute("c.Total()")[1]) == "42"
    matches = kernel.kc.complete("mine.", reply=True, timeout=10)["content"]["matches"]
    assert matches == ["Counter", "Order"]
    tip = kernel.kc.inspect("mine.Counter", reply=True, timeout=10)["content"]["data"]["text/plain"]
    assert "A Counter counts." in tip


def test_compiled_cells_have_the_modules_too(kernel, home):
    """The module imports net/http, which has packages of its own vendor directory."""
    file = home / "mine" / "mine.go"
    file.write_text(file.read_text().replace('import "errors"', 'import (\n\t"errors"\n\t"net/http"\n)\n\nvar _ = http.StatusOK'))
    kernel.execute("%mod replace ./mine")
    reply, out = kernel.execute("%%go\nfmt.Println(new(mine.Counter).Add(42).Total(), mine.Order())", timeout=120)
    assert reply["status"] == "ok", told(reply)
    assert text(out, "stdout") == "42 [var init]\n"
    assert result(kernel.execute("new(mine.Counter).Add(42).Total()")[1]) == "42"


@pytest.mark.parametrize("mood, name", [("panics", "panic"), ("leaves", "fatal error"), ("waits", "Interrupted")])
def test_packages_are_initialised_or_not_there(kernel, home, mood, name):
    """A cell whose packages do not get initialised has no effect; the next one that
    needs them begins anew."""
    file = home / "mine" / "mine.go"
    moody = """func init() {
	os.WriteFile("begun", nil, 0o666)
	switch os.Getenv("MOOD") {
	case "panics":
		panic("not today")
	case "leaves":
		runtime.Goexit()
	case "waits":
		for {
			time.Sleep(time.Millisecond)
		}
	}
"""
    file.write_text(file.read_text().replace('import "errors"', 'import (\n\t"errors"\n\t"os"\n\t"runtime"\n\t"time"\n)').replace("func init() {", moody))
    kernel.execute("%mod replace ./mine")
    kernel.execute("func f() int { return 1 }")
    kernel.execute(f"%env MOOD={mood}")
    for _ in range(2):
        msg_id = kernel.send("func f() int { return 2 }\norder := mine.Order()")
        if mood == "waits":
            assert wait_until((home / "begun").exists)
            assert kernel.kc.complete("mine.", reply=True, timeout=10)["content"]["matches"]
            kernel.km.interrupt_kernel()
        reply, _ = kernel.gather(msg_id)
        assert reply["ename"] == name, told(reply)
        (home / "begun").unlink()
        assert result(kernel.execute("f()")[1]) == "1"
        assert "undefined: order" in told(kernel.execute("order")[0])
    kernel.execute("%env MOOD=")
    assert result(kernel.execute("func f() int { return 2 }\nmine.Order()")[1]) == "[var init]"
    assert result(kernel.execute("f()")[1]) == "2"


def test_go_mod_outlives_worker_and_reset(kernel):
    kernel.execute("%mod replace ./mine")
    reply, _ = kernel.execute("mine.Order()\nos.Exit(1)")
    assert "exit status 1" in told(reply)
    assert result(kernel.execute("mine.Order()")[1]) == "[var init]"
    kernel.execute("%reset")
    assert "example.com/mine" in text(kernel.execute("%mod")[1], "stdout")
    assert result(kernel.execute("new(mine.Counter).Total()")[1]) == "0"
    kernel.execute("%mod reset")
    assert "example.com/mine" not in text(kernel.execute("%mod")[1], "stdout")


def test_a_changed_module_is_read_after_reset(kernel, home):
    kernel.execute("%mod replace example.com/mine => ./mine")
    assert result(kernel.execute("mine.Order()")[1]) == "[var init]"
    file = home / "mine" / "mine.go"
    file.write_text(file.read_text().replace('"init"', '"changed"'))
    kernel.execute("%reset")
    assert result(kernel.execute("mine.Order()")[1]) == "[var changed]"


@pytest.mark.parametrize(
    "code, said",
    [
        ('import "example.com/none"', "%get example.com/none"),
        ("%get", "which module?"),
        ("%get fmt", "fmt is of the standard library and needs no %get"),
        ("%get nonsense", '"nonsense" is not the path of a module'),
        ("%get -x example.com/mine", "unknown flag -x; did you mean -u?"),
        ("%mod repalce ./mine", "did you mean replace?"),
        ("%mod replace ./none", "there is no directory ./none"),
        ("%mod replace example.com/other => ./mine", "is example.com/mine, not example.com/other"),
        ("%mod drop example.com/none", "go.mod does not require example.com/none"),
    ],
)
def test_mistakes(kernel, code, said):
    reply, _ = kernel.execute(code)
    assert reply["status"] == "error" and said in told(reply), told(reply)
    assert result(kernel.execute("40 + 2")[1]) == "42"


def test_no_network(kernel):
    kernel.execute("%env GOPROXY=off")
    before = text(kernel.execute("%mod")[1], "stdout")
    reply, _ = kernel.execute("%get example.com/nowhere/to/be/found")
    assert reply["status"] == "error" and "there is no network" in told(reply), told(reply)
    assert text(kernel.execute("%mod")[1], "stdout") == before


def test_interrupted_get_changes_nothing(home):
    tool = home / "bin"
    tool.mkdir()
    go = tool / "go"
    go.write_text('#!/bin/sh\necho "require example.com/half v1.0.0" >> go.mod\nexec sleep 60\n')
    go.chmod(0o755)
    slow = Kernel(cwd=str(home), env={**os.environ, "PATH": f"{tool}:{os.environ['PATH']}"})
    try:
        msg_id = slow.send("%get example.com/slow")
        time.sleep(0.5)
        slow.km.interrupt_kernel()
        reply, _ = slow.gather(msg_id)
        assert reply["ename"] == "Interrupted"
        assert "half" not in text(slow.execute("%mod")[1], "stdout")
    finally:
        slow.close()


def test_no_go_command(home):
    k = Kernel(cwd=str(home), env={**os.environ, "PATH": "/nonexistent"})
    try:
        assert result(k.execute('strings.ToUpper("std")')[1]) == '"STD"'
        reply, _ = k.execute("%get example.com/mine")
        assert "the go command is not installed" in told(reply)
    finally:
        k.close()


def test_nowhere_to_be(home):
    """The cache directory cannot be made."""
    (home / "file").write_text("")
    k = Kernel(cwd=str(home), env={**os.environ, "XDG_CACHE_HOME": str(home / "file")})
    try:
        reply, _ = k.execute("%get example.com/mine")
        assert "making the kernel's directory: " in told(reply) and "not a directory" in told(reply)
        assert result(k.execute("40 + 2")[1]) == "42"
    finally:
        k.close()


def test_broken_go_mod(kernel, home):
    kernel.execute("%mod replace ./mine")
    [file] = home.glob("cache/gosched/kernels/*/module/go.mod")
    file.write_text(file.read_text() + "nonsense\n")
    reply, _ = kernel.execute("%get example.com/other")
    assert "unknown directive: nonsense" in told(reply) and "%mod reset" in told(reply)
    kernel.execute("%mod reset")
    assert kernel.execute("%mod replace ./mine")[0]["status"] == "ok"


def test_nothing_is_left(home):
    k = Kernel(cwd=str(home))
    k.execute("%mod")
    assert list(home.glob("cache/gosched/kernels/*/module/go.mod"))
    k.kc.stop_channels()
    k.km.shutdown_kernel(now=False)
    assert wait_until(lambda: not list(home.glob("cache/gosched/kernels/*")))


@pytest.fixture
def slow(home):
    """A kernel that has the module, and whose go command lists what a package needs only
    when the file "go-on" is there; it makes the file "asked" before."""
    tool = home / "bin"
    tool.mkdir()
    go = tool / "go"
    go.write_text(f"""#!/bin/sh
case "$*" in *-deps*) touch {home}/asked; while ! [ -e {home}/go-on ]; do sleep 0.02; done ;; esac
exec {shutil.which("go")} "$@"
""")
    go.chmod(0o755)
    k = Kernel(cwd=str(home), env={**os.environ, "PATH": f"{tool}:{os.environ['PATH']}"})
    assert k.execute("%mod replace ./mine")[0]["status"] == "ok"
    yield k
    k.close()


@pytest.mark.parametrize("head", ["", "%time\n"])
def test_a_first_import_keeps_nobody_waiting(slow, home, head):
    """While a cell waits for a package, what does not need it is answered; what needs it
    is answered when it is there."""
    cell = slow.send(head + "mine.Order()")
    assert wait_until((home / "asked").exists)
    assert "Println" in slow.kc.complete("fmt.Printl", reply=True, timeout=10)["content"]["matches"]
    assert slow.kc.inspect("strings.ToUpper", reply=True, timeout=10)["content"]["found"]
    needing = slow.kc.complete("mine.")
    (home / "go-on").touch()
    replies = {m["parent_header"]["msg_id"]: m["content"] for m in (slow.kc.get_shell_msg(timeout=30) for _ in range(2))}
    assert replies[cell]["status"] == "ok" and replies[needing]["matches"] == ["Counter", "Order"]


@pytest.mark.parametrize("head", ["", "%time\n", "%%go\n"])
def test_the_wait_for_a_package_is_interrupted(slow, home, head):
    msg_id = slow.send(head + "mine.Order()")
    assert wait_until((home / "asked").exists)
    slow.km.interrupt_kernel()
    reply, _ = slow.gather(msg_id)
    assert reply["ename"] == "Interrupted", told(reply)
    if not head:
        assert reply["evalue"] == "the cell was stopped while it waited for example.com/mine to be loaded"
    (home / "go-on").touch()
    assert result(slow.execute("mine.Order()")[1]) == "[var init]"


def test_the_kernel_ends_while_a_package_is_loaded(slow, home):
    slow.send("mine.Order()")
    assert wait_until((home / "asked").exists)
    slow.km.shutdown_kernel(now=False)
    assert not slow.km.is_alive()


def test_progress_of_get(home):
    """A line that changes says what is downloaded; of a quick %get there is none."""
    tool = home / "bin"
    tool.mkdir()
    go = tool / "go"
    go.write_text(f"""#!/bin/sh
case "$1" in get) if [ -e {home}/slow ]; then
	echo "go: downloading example.com/far v1.2.3" >&2; while [ -e {home}/slow ]; do sleep 0.02; done
fi ;; *) exec {shutil.which("go")} "$@" ;; esac
""")
    go.chmod(0o755)
    k = Kernel(cwd=str(home), env={**os.environ, "PATH": f"{tool}:{os.environ['PATH']}"})
    try:
        reply, out = k.execute("%get example.com/far")
        assert reply["status"] == "ok" and not [m for m in out if "display" in m["msg_type"]], told(reply)
        (home / "slow").touch()
        msg_id = k.send("%get example.com/far")
        states = []
        while len(states) < 3:
            m = k.kc.get_iopub_msg(timeout=30)
            if "display_data" in m["msg_type"]:
                states.append(m)
        (home / "slow").unlink()
        reply, out = k.gather(msg_id)
        assert reply["status"] == "ok", told(reply)
        states += [m for m in out if "display_data" in m["msg_type"]]
        assert [m["msg_type"] for m in states] == ["display_data"] + ["update_display_data"] * (len(states) - 1)
        assert len({m["content"]["transient"]["display_id"] for m in states}) == 1
        shown = [m["content"]["data"]["text/html"] for m in states]
        assert all("downloading example.com/far v1.2.3 (1 module) … " in line for line in shown[:-1]), shown
        assert "downloaded 1 module in " in shown[-1]
        assert text(out, "stdout") == "nothing new: example.com/far is there\n" and text(out, "stderr") == ""
    finally:
        k.close()
