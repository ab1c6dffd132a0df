"""Programs that %%go must bring to an end, or outlast: they print without measure, take
memory, or fork. Each ends cleanly and with a reason, nothing that it printed is lost, and
nothing of it is left."""

import json
import os
import pathlib
import subprocess
import time

import pytest
import zmq

from conftest import Kernel, binary, result, text, wait_until
from raw import Raw

LONG = 120  # seconds: builds share the machine with other tests

LINE = "line %010d of a text that is so long that nobody ever reads to its end\n"
PRINTS = """w := bufio.NewWriterSize(os.Stdout, 64<<10)
for i := %(first)d; i < %(first)d+%(count)d; i++ {
	fmt.Fprintf(w, "line %%010d of a text that is so long that nobody ever reads to its end\\n", i)
}
w.Flush()
"""
# The greatest memory, in KiB, that the program and its keeper ever had.
CONFESSES = """for _, p := range []string{"self", fmt.Sprint(os.Getppid())} {
	b, _ := os.ReadFile("/proc/" + p + "/status")
	fmt.Fprint(os.Stderr, regexp.MustCompile(`VmHWM:\\s*(\\d+)`).FindStringSubmatch(string(b))[1], " ")
}
"""


def greatest(pid):
    """The greatest memory that a process has had since forget, in MiB."""
    status = pathlib.Path("/proc/%d/status" % pid).read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def forget(pid):
    pathlib.Path("/proc/%d/clear_refs" % pid).write_text("5")


class Reader(Raw):
    """A client that takes outputs when it wants to, and has room for few others."""

    def __init__(self):
        super().__init__([binary(), "kernel", "-f", "{f}"])
        with open(self.file) as f:
            port = json.load(f)["iopub_port"]
        self.iopub.close()
        self.iopub = self.ctx.socket(zmq.SUB)
        self.iopub.linger, self.iopub.rcvhwm = 0, 10
        self.iopub.connect("tcp://127.0.0.1:%d" % port)
        self.iopub.subscribe(b"")
        self.ready()

    def follow(self, code, take, seconds=600):
        """Runs a cell, gives take what it prints, piece by piece, and returns its reply and
        the time it took."""
        msg_id, frames = self.execute_message(code)
        begun = time.monotonic()
        self.shell.send_multipart(frames)
        for header, content in self.outputs(msg_id, begun + seconds):
            if b'"stream"' in header:
                said = json.loads(content)
                take(said["name"], said["text"])
        return json.loads(self.reply()[-1]), time.monotonic() - begun

    def outputs(self, msg_id, end):
        while self.iopub.poll(max(0, int((end - time.monotonic()) * 1000))):
            f = self.iopub.recv_multipart()
            i = f.index(b"<IDS|MSG>")
            if msg_id in f[i + 3]:
                yield f[i + 2], f[i + 5]
                if b'"idle"' in f[i + 5] and b'"status"' in f[i + 2]:
                    return
        raise TimeoutError("the cell does not end")


class Lines:
    """Checks that lines come one after another, none missing."""

    def __init__(self):
        self.count, self.rest, self.errors = 0, "", ""

    def take(self, name, text):
        if name == "stderr":
            self.errors += text
            return
        whole, newline, rest = (self.rest + text).rpartition("\n")
        n = whole.count("\n") + 1 if newline else 0
        assert whole + newline == "".join(LINE % i for i in range(self.count, self.count + n)), "after line %d" % self.count
        self.count, self.rest = self.count + n, rest


@pytest.fixture
def reader():
    k = Reader()
    yield k
    k.close()


def piped(tmp_path, count):
    """How long the program takes whose lines go to cat."""
    (tmp_path / "main.go").write_text('package main\n\nimport (\n\t"bufio"\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n%s}\n' % (PRINTS % {"first": 0, "count": count}))
    subprocess.run(["go", "build", "-o", "prints", "main.go"], cwd=tmp_path, check=True)
    begun = time.monotonic()
    subprocess.run("./prints | cat >/dev/null", shell=True, cwd=tmp_path, check=True)
    return time.monotonic() - begun


@pytest.mark.parametrize("megabytes", [100, pytest.param(1000, marks=[pytest.mark.soak, pytest.mark.timeout(900)])])
def test_prints(reader, tmp_path, megabytes):
    """All lines arrive, while kernel, keeper and program need no more memory than for a
    few; and it takes no longer than it must."""
    count = megabytes * 1000 * 1000 // len(LINE % 0)
    reader.execute("%%go\n" + PRINTS % {"first": 0, "count": 10} + CONFESSES, LONG)
    forget(reader.p.pid)
    before = greatest(reader.p.pid)
    lines = Lines()
    reply, took = reader.follow("%%go\n" + PRINTS % {"first": 0, "count": count} + CONFESSES, lines.take)
    assert reply["status"] == "ok", reply
    assert (lines.count, lines.rest) == (count, "")
    grown = greatest(reader.p.pid) - before
    assert grown < 80, "the kernel grew by %.0f MiB" % grown
    program, keeper = (int(kib) / 1024 for kib in lines.errors.split())
    assert program < 32 and keeper < 64, "the program took %.0f MiB, its keeper %.0f MiB" % (program, keeper)
    hand = piped(tmp_path, count)
    print("%d MB: %.1f s, piped to cat %.1f s; the kernel grew by %.1f MiB" % (megabytes, took, hand, grown))
    assert took < 20 * hand + 5, "%.1f s, piped to cat %.1f s" % (took, hand)


def test_prints_to_one_who_does_not_read(reader):
    """The program waits for the client; meanwhile nothing piles up in the kernel."""
    reader.execute("%%go\n" + PRINTS % {"first": 0, "count": 10}, LONG)
    forget(reader.p.pid)
    before = greatest(reader.p.pid)
    lines, paused = Lines(), []

    def take(name, text):
        lines.take(name, text)
        if lines.count > 10_000 and not paused:
            paused.append(greatest(reader.p.pid))
            time.sleep(3)
            paused.append(greatest(reader.p.pid))

    count = 1_000_000
    reply, _ = reader.follow("%%go\n" + PRINTS % {"first": 0, "count": count}, take)
    assert reply["status"] == "ok" and lines.count == count, (reply, lines.count)
    assert greatest(reader.p.pid) - before < 80, (before, paused, greatest(reader.p.pid))


@pytest.mark.parametrize("deaf", [False, True])
def test_interrupted_in_the_middle(reader, deaf):
    """An interrupt ends what prints for ever, also if it does not listen; what had been
    printed before has no gap."""
    ignores = "signal.Ignore(os.Interrupt, syscall.SIGTERM)\n" if deaf else ""
    lines, told = Lines(), []

    def take(name, text):
        lines.take(name, text)
        if lines.count > 500_000 and not told:
            told.append(True)
            reader.interrupt(by_signal=False)

    reply, _ = reader.follow("%%go\n" + ignores + PRINTS % {"first": 0, "count": 1 << 40}, take)
    assert (reply["status"], reply["ename"]) == ("error", "Interrupted"), reply
    assert lines.count > 500_000
    assert b"42" in b"".join(content for _, content in reader.execute("6 * 7", LONG)[1])


@pytest.fixture(scope="module")
def modest():
    """A kernel whose programs may take little."""
    k = Kernel(env={**os.environ, "GOSCHED_MEMORY": "256MiB"})
    yield k
    k.close()


@pytest.mark.parametrize("flag, limit", [("", "GOSCHED_MEMORY"), (" -mem 200MB", "-mem allows 200 MiB")], ids=["kernel", "flag"])
@pytest.mark.parametrize("grows", [
    "var xs [][]byte\nfor {\n\txs = append(xs, bytes.Repeat([]byte{1}, 1<<20))\n}",
    "b, _ := syscall.Mmap(-1, 0, 1<<30, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)\nfor i := 0; ; i = (i + 4096) % len(b) {\n\tb[i] = 1\n}",
    'exec.Command("sh", "-c", "x=0123456789abcdef; while :; do x=$x$x; done").Run()\nselect {}',
], ids=["collected", "mapped", "child"])
def test_takes_memory(modest, grows, flag, limit):
    """What takes more memory than it may is ended, with the reason; what it printed is
    there. All its processes count, and memory that no collector knows of."""
    code = "%%go" + flag + '\nfmt.Print("last words")\nfmt.Fprint(os.Stderr, "and complaints")\n' + grows
    reply, out = modest.execute(code, timeout=LONG)
    assert reply["status"] == "error" and "out of memory" in reply["evalue"] and limit in reply["evalue"], reply
    assert text(out) == "last words" and text(out, "stderr") == "and complaints", out
    assert result(modest.execute("6 * 7")[1]) == "42"


# Two hundred children that no signal but the last ends, in three kinds of family, and
# that start new ones. MARK is in their command lines.
FORKS = """%%go
for i := range 200 {
	c := exec.Command("sh", "-c", "trap '' TERM INT HUP; while :; do sleep MARK; done")
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: i%3 == 0, Setpgid: i%3 == 1}
	if err := c.Start(); err != nil {
		fmt.Println(err)
	}
}
fmt.Println("started")
"""


def alive(mark):
    """The processes with mark in their command lines."""
    found = []
    for p in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (p / "cmdline").read_bytes():
                found.append(int(p.name))
        except OSError:
            pass
    return found


@pytest.mark.parametrize("first, end, mark, words", [
    ("", "", "987123.1", None),
    ("", "panic(1)", "987123.2", "panic"),
    ("", "for {\n}", "987123.3", "Interrupted"),
    ("signal.Ignore(os.Interrupt, syscall.SIGTERM)\n", "for {\n}", "987123.4", "Interrupted"),
], ids=["returns", "panics", "interrupted", "deaf"])
def test_forks(kernel, first, end, mark, words):
    """Nothing is left of its children, however it ends."""
    code = FORKS.replace("MARK", mark) + first + "fmt.Scanln()\n" + end
    msg_id = kernel.send(code, allow_stdin=True)
    kernel.kc.get_stdin_msg(timeout=LONG)
    assert wait_until(lambda: len(alive(mark)) == 400, LONG)
    if words == "Interrupted":
        kernel.km.interrupt_kernel()
    else:
        kernel.kc.input("")
    reply, out = kernel.gather(msg_id, LONG)
    assert reply.get("ename") == words and text(out) == "started\n", (reply, text(out))
    assert alive(mark) == []
    assert result(kernel.execute("6 * 7")[1]) == "42"


def test_forks_and_the_kernel_dies():
    k, mark = Kernel(), "987123.5"
    try:
        k.send(FORKS.replace("MARK", mark) + "for {\n\ttime.Sleep(time.Hour)\n}")
        assert wait_until(lambda: len(alive(mark)) == 400, LONG)
        os.kill(k.pid(), 9)
        assert wait_until(lambda: not alive(mark), 20)
    finally:
        k.close()
