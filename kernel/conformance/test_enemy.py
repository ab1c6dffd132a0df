"""Strange cells and hostile ones: each ends in a result or a clear error, soon, and
the next cell runs."""

import os
import signal
import time

import pytest

from conftest import Kernel, processes, result, text, wait_until


@pytest.fixture(scope="module")
def k():
    before = set(processes())
    k = Kernel()
    yield k
    k.close()
    assert wait_until(lambda: not set(processes()) - before)


@pytest.fixture(autouse=True)
def no_process_left():
    """The kernel lives as long as the module, which looks for what is left."""
    yield


def lives(k):
    reply, out = k.execute("40 + 2", timeout=10)
    assert reply["status"] == "ok" and result(out) == "42"


@pytest.mark.parametrize("code", [
    "", " \n\t\n", "// a comment", "/* a comment */", 'import "fmt"', 'import (\n"fmt"\n"os"\n)',
    '\ufefffmt.Print("x")', "x := 1\r\nfmt.Print(x,\r\n2)\r\n", "变量 := 3\n变量 + 1", "goto x\nx:", "{" * 5000 + "}" * 5000,
    "(" * 5000 + "1" + ")" * 5000, "s := `" + "x" * 10_000_000 + "`\nlen(s)", "// " + "x" * 10_000_000,
    "const big = 1 << 500\nbig >> 490", "runtime.Goexit()", "os.Stdout.Close()", "syscall.Close(1)",
    "runtime.LockOSThread()", "os.Clearenv()", 'd, _ := os.MkdirTemp("", "")\nos.Chdir(d)\nos.RemoveAll(d)',
    "c := make(chan os.Signal, 1)\nsignal.Notify(c, os.Interrupt)", "for range 20 { go func() { for {} }() }\n",
    "syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: 3, Max: 3})",
], ids=lambda c: repr(c[:30]))
def test_works(k, code):
    reply, _ = k.execute(code, timeout=30)
    assert reply["status"] == "ok", reply
    lives(k)
    if code.startswith(("for range", "syscall", "os.C", "d, _")):
        k.execute("%reset")


@pytest.mark.parametrize("code,word", [
    ("x := 1\x00", "illegal character NUL"), ("😀 := 1", "illegal character"), ("fmt.Println(“hi”)", "quotation mark"),
    ("(" * 200_000 + "1" + ")" * 200_000, "nesting"), ("x := " + "1" * 100_000, "excessively long constant"),
    ("const big = 1 << 100000", "shift count"), ("var a [1<<40]byte", "too large"), ("type T [1<<62]int", "larger than address space"),
    ("var x " + "map[int]" * 50_000 + "int", "nested too deeply"), ("if true {}" + " else if true {}" * 50_000, "nested too deeply"),
    ("for { if true {" * 200 + "}}" * 200, "nested too deeply"), ("x := " + "func() int { return " * 5000 + "1" + "}()" * 5000, "nested too deeply"),
    ("func f[P any](n int, p P) { f(n, []P{p}) }\nf(1, 2)", "P instantiated as []P"), ("type A struct { b B }\ntype B struct { a A }", "B refers to A"),
    ("break", "break not in"), ("%", "name is missing"), ("%%nosuch\nx", "there is no %%nosuch"), ("!", "which command?"),
], ids=lambda c: repr(c[:30]))
def test_is_a_mistake(k, code, word):
    reply, _ = k.execute(code, timeout=30)
    assert reply["status"] == "error" and word in reply["evalue"], reply
    lives(k)


@pytest.mark.parametrize("code", [
    "syscall.Kill(syscall.Getpid(), syscall.SIGKILL)", "syscall.Kill(0, syscall.SIGTERM)\nselect {}",
    "for i := range 100 { syscall.Close(i) }\nselect {}",
    "x := [1]int{}\np := unsafe.Pointer(&x)\nfor i := range 1000000000 { *(*int)(unsafe.Add(p, i*8)) = -1 }",
    "debug.SetMaxStack(1 << 16)\nfunc down(n int) int { if n == 0 { return 0 }; return down(n-1) + 1 }\ndown(5000)",
], ids=lambda c: c[:30])
def test_ends_the_worker_only(k, code):
    front = k.pid()
    reply, _ = k.execute(code, timeout=30)
    assert reply["status"] == "error"
    assert k.pid() == front
    lives(k)


@pytest.mark.parametrize("code", [
    "for range 50 { go func() { for {} }() }\nfor {}", "runtime.GOMAXPROCS(1)\nfor {}", "runtime.LockOSThread()\nfor {}",
    "signal.Ignore(os.Interrupt)\nfor {}", "for { func() { defer func() { recover() }(); for {} }() }",
    "defer func() { for {} }()\nfor {}", "for { fmt.Fprintln(os.Stderr, strings.Repeat(\"x\", 1000)) }",
], ids=lambda c: c[:30])
def test_is_interrupted(k, code):
    msg_id = k.send(code)
    time.sleep(0.3)
    k.km.interrupt_kernel()
    reply, _ = k.gather(msg_id, timeout=20)
    assert reply["status"] == "error" and "interrupt" in reply["evalue"]
    lives(k)
    k.execute("%reset")


def test_completion_flood(k):
    """While a cell runs: all are answered, the cell goes on, and the interrupt comes through."""
    msg_id = k.send("for {\n}")
    asked = {k.kc.complete("strings.To", 10) for _ in range(1000)}
    end = time.monotonic() + 20
    while asked and time.monotonic() < end:
        asked.discard(k.kc.get_shell_msg(timeout=10)["parent_header"]["msg_id"])
    assert not asked
    k.km.interrupt_kernel()
    reply, _ = k.gather(msg_id, timeout=20)
    assert "interrupt" in reply["evalue"] or "stopped" in reply["evalue"]
    lives(k)


def test_comm_flood(k):
    """Messages to comms that nobody has opened, and such as are no messages at all."""
    for i in range(250):
        for kind, content in (("comm_open", {"comm_id": str(i), "target_name": "nobody", "data": {}}),
                              ("comm_msg", {"comm_id": "x", "data": {"a": i}}), ("comm_close", {"comm_id": str(i)}), ("comm_msg", {})):
            k.kc.session.send(k.kc.shell_channel.socket, kind, content)
    lives(k)


def test_interrupt_storm(k):
    """Interrupts that are still on their way stop the next cell, too, and no other."""
    for _ in range(100):
        k.km.interrupt_kernel()
    assert wait_until(lambda: k.execute("1")[0]["status"] == "ok", 10)
    lives(k)
    msg_id = k.send("for {\n}")
    while True:
        msg = k.kc.get_iopub_msg(timeout=10)
        if msg["msg_type"] == "execute_input" and msg["parent_header"]["msg_id"] == msg_id:
            break
    for _ in range(100):
        k.km.interrupt_kernel()
    reply, _ = k.gather(msg_id, timeout=20)
    assert reply["status"] == "error"
    assert wait_until(lambda: k.execute("1")[0]["status"] == "ok", 10)
    lives(k)


def test_restart_storm(k):
    for _ in range(4):
        k.send("for {\n}")
        k.km.restart_kernel(now=True)
        k.kc.wait_for_ready(timeout=20)
    lives(k)


@pytest.mark.soak
def test_a_stopped_worker_is_replaced(k):
    """It cannot react to the interrupt."""
    worker = k.worker()
    msg_id = k.send("for {\n}")
    time.sleep(0.3)
    os.kill(worker, signal.SIGSTOP)
    k.km.interrupt_kernel()
    reply, _ = k.gather(msg_id, timeout=30)
    assert "did not react" in reply["evalue"]
    assert wait_until(lambda: not os.path.exists("/proc/%d" % worker), 10)
    lives(k)


def test_a_stopped_worker_ends_with_its_kernel():
    """Although it has to be continued to notice."""
    k = Kernel()
    worker = k.worker()
    k.send("syscall.Kill(syscall.Getpid(), syscall.SIGSTOP)")
    assert wait_until(lambda: processes()[worker][0] == "T", 10)
    k.close()
    assert wait_until(lambda: worker not in processes(), 10)


def test_children_that_hold_the_output(k):
    """A cell does not wait for them, and the kernel's end takes them along."""
    _, out = k.execute('c := exec.Command("sleep", "600")\nc.Stdout, c.Stderr = os.Stdout, os.Stderr\nc.Start()\nfmt.Print(c.Process.Pid)', timeout=10)
    child = int(text(out))
    lives(k)
    k.execute("%reset")
    assert wait_until(lambda: not os.path.exists("/proc/%d" % child) or open("/proc/%d/stat" % child).read().split()[2] == "Z", 10)


def test_a_million_lines(k):
    _, out = k.execute("for i := range 1000000 { fmt.Println(i) }", timeout=90)
    assert text(out).count("\n") == 1_000_000
    lives(k)
