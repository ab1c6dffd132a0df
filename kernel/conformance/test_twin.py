"""Compiled cells: what %%go does is what an interpreted cell does, but for the note
that says it was compiled; races are found where they are; whatever a program does, it
ends with its cell and leaves nothing behind."""

import pathlib
import re
import time

import pytest

from conftest import Kernel, result, text, wait_until

FILES = pathlib.Path(__file__).parent / "twin"
LONG = 120  # seconds: builds share the machine with other tests


def parts(name):
    """The parts of a txtar file: a cell, and under name.KIND what belongs to it."""
    found, at = {}, None
    for line in (FILES / name).read_text().splitlines(keepends=True):
        mark = re.match(r"-- (.*) --$", line)
        if mark:
            at = mark[1]
            found[at] = ""
        elif at:
            found[at] += line
    return found


def cells(*names):
    return [pytest.param(name, cell, id=name.removesuffix(".txtar") + "-" + cell.replace(" ", "_"))
            for name in names for cell in parts(name) if "." not in cell]


@pytest.fixture(scope="module")
def kernels():
    """Two kernels: one interprets, one compiles."""
    both = Kernel(), Kernel()
    yield both
    for k in both:
        k.close()


def play(k, code, lines=()):
    """Runs a cell, answering its questions, and returns reply, outputs and prompts."""
    lines, prompts = list(lines), []
    msg_id = k.send(code, allow_stdin=True)
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        if lines and k.kc.stdin_channel.msg_ready():
            prompts.append(k.kc.get_stdin_msg(timeout=1)["content"]["prompt"])
            k.kc.input(lines.pop(0))
        if not lines or k.kc.shell_channel.msg_ready():
            break
        time.sleep(0.005)
    reply, out = k.gather(msg_id, LONG)
    return reply, out, prompts


def noted(m):
    """Whether an output is the kernel's own small print about compiling and running,
    which are told one by one where compiling takes long."""
    return "display" in m["msg_type"] and re.match(r"compil|ran \d", m["content"]["data"]["text/plain"])


def notes(out):
    return [m["content"]["data"]["text/plain"] for m in out if noted(m)]


def outputs(out):
    """What a cell shows, in order, with streams joined and without ids and the kernel's
    small print."""
    shown = []
    for m in out:
        kind, content = m["msg_type"], m["content"]
        if noted(m):
            continue
        if kind == "stream":
            if shown and shown[-1][0] == content["name"]:
                shown[-1] = (content["name"], shown[-1][1] + content["text"])
            else:
                shown.append((content["name"], content["text"]))
        elif kind in ("display_data", "update_display_data", "execute_result"):
            shown.append((kind, content["data"]))
        elif kind == "clear_output":
            shown.append((kind, content["wait"]))
    return shown


def failure(reply, shift):
    """How a cell failed: name, text, and the places of its calls, shift lines up."""
    if reply["status"] == "ok":
        return None
    places = []
    for line in reply["traceback"][1:]:
        m = re.search(r"line (\d+)", line)
        if m and not line.startswith(" "):
            name = line.split(" at ")[0] if " at " in line else ""
            places.append((name, int(m[1]) - shift))
    return reply["ename"], reply["evalue"], places


@pytest.mark.parametrize("name, cell", cells("values.txtar", "language.txtar", "concurrency.txtar", "failures.txtar", "notebook.txtar", "session.txtar"))
def test_equal(kernels, name, cell):
    """A cell interpreted and compiled: equal output, result, displays, questions and
    failure."""
    file = parts(name)
    got = []
    for k, head in zip(kernels, ("", "%%go\n")):
        k.execute("%reset", timeout=LONG)
        if cell + ".before" in file:
            reply, _ = k.execute(file[cell + ".before"])
            assert reply["status"] == "ok", reply
        reply, out, prompts = play(k, head + file[cell], file.get(cell + ".input", "").splitlines())
        got.append((outputs(out), failure(reply, 1 if head else 0), prompts))
        if head:
            assert re.search(r"compiled (in .*|before), ran ", ", ".join(notes(out))), "no note says that it was compiled"
    assert got[0] == got[1]


def racing(source):
    """The numbers, in a cell below a magic line, of the lines that race."""
    return {n + 2 for n, line in enumerate(source.splitlines()) if line.endswith("// races")}


@pytest.mark.parametrize("name, cell", cells("races.txtar"))
def test_race(kernels, name, cell):
    """Both accesses of a race are named by their lines; the repaired cell is clean."""
    k, file = kernels[1], parts(name)
    k.execute("%reset", timeout=LONG)
    reply, out = k.execute("%%race\n" + file[cell], timeout=LONG)
    said = text(out, "stderr")
    assert reply["ename"] == "data race" and re.match(r"\d+ data races? found$", reply["evalue"]), (reply, said)
    accesses = re.findall(r"(?:[Rr]ead|[Ww]rite) by .*:\n.*?cell \d+, line (\d+)", said)
    assert accesses and {int(a) for a in accesses} == racing(file[cell]), said
    reply, out = k.execute("%%race\n" + file[cell + ".repaired"], timeout=LONG)
    assert reply["status"] == "ok" and "RACE" not in text(out, "stderr"), (reply, text(out, "stderr"))


def test_session(kernel):
    """Declarations of a compiled cell join the session; its variables do not; those
    of the session are handed over."""
    reply, _ = kernel.execute("%%go\ntype T struct{ n int }\nfunc (t T) Twice() int { return 2 * t.n }\nt := T{4}\nfunc TestX() {}\nt.Twice()", timeout=LONG)
    assert reply["status"] == "ok", reply
    _, out = kernel.execute("T{21}.Twice()")
    assert result(out) == "42"
    reply, _ = kernel.execute("t")
    assert "t is a variable of cell 1, which was compiled" in "\n".join(reply["traceback"]), reply
    assert "undefined" in kernel.execute("TestX()")[0]["evalue"]
    kernel.execute('shared := &T{1}\nboth := []*T{shared, shared}\nvar any1 any = map[string][]T{"k": {{7}}}\nch := make(chan int)')
    reply, _ = kernel.execute("%%go\nlen(both)", timeout=LONG)
    assert reply["evalue"].startswith("cell 6, line 2, column 5: both is a variable of cell 5"), reply
    assert "-use both" in reply["traceback"][-1]
    _, out = kernel.execute("%%go -use both,any1\nboth[0].n = 5\nboth[1].n, any1", timeout=LONG)
    assert result(out) == "5 map[k:[{7}]]"
    _, out = kernel.execute("shared.n")
    assert result(out) == "1"  # it was a copy
    assert "ch cannot be handed over: a channel" in kernel.execute("%%go -use ch\n<-ch")[0]["evalue"]


def test_roles(kernel):
    """A compiled cell starts itself again in a role, which is the value of a variable, and
    has what was handed over there, too."""
    kernel.execute("import \"gosched/experiments/lab/child\"\nword := \"at first\"")
    kernel.execute("var say = child.Register(\"say\", func([]string) error { fmt.Print(word); return nil })\nword = \"later\"")
    reply, out = kernel.execute("%%go -use word\nt := child.Run(300, say)\nfmt.Print(t.Output, \" \", t.Status)", timeout=LONG)
    assert reply["status"] == "ok", reply
    assert text(out) == "later exit status 0"



def test_experiments_of_the_compiler(kernel):
    """What was compiled with an experiment is not used without, nor the other way round."""
    program = 'fmt.Println(pprof.Lookup("goroutineleak") != nil)'
    for head, want in ("%%go", "false\n"), ("%%go -env GOEXPERIMENT=goroutineleakprofile", "true\n"), ("%%go", "false\n"):
        for more in "", "\nfmt.Println()":
            reply, out = kernel.execute('%s\nimport "runtime/pprof"\n%s%s' % (head, program, more), timeout=LONG)
            assert reply["status"] == "ok" and text(out).startswith(want), (head, more, reply, text(out))


def test_unchanged(kernel):
    """A cell that is executed again is not compiled again, and knows its new number."""
    code = "%%go\nvar xs []int\nfmt.Println(len(xs))\nxs[3]"
    reply, out = kernel.execute(code, timeout=LONG)
    assert "compiled in" in " ".join(notes(out))
    assert "cell 1, line 4" in "\n".join(reply["traceback"])
    reply, out = kernel.execute(code)
    assert "compiled before" in " ".join(notes(out))
    assert "cell 2, line 4" in "\n".join(reply["traceback"])


@pytest.mark.parametrize("code, want", [
    ("%%go -rce\n1", "unknown flag -rce; did you mean -race?"),
    ("%%goo\n1", "did you mean %%go"),
    ("%%go -cpu 0\n1", "-cpu needs a positive number"),
    ("%%go -mem lots\n1", "-mem needs a size"),
    ("%%go -env A\n1", "-env needs KEY=VALUE"),
    ("%%go -use nosuch\n1", "nosuch is no variable of the session"),
    ("%%go extra\n1", "extra"),
    ("%%go\nx := 1\ny + x", "cell 1, line 3, column 1: undefined: y"),
    ("%%go\nvar s string = 4", "cell 1, line 2, column 16: cannot use 4"),
    ("%%go\nimport \"C\"\nC.nosuch()", "cell 1, line 3, column 1: could not determine what C.nosuch refers to"),
    ("%%go\n// int f() { return x; }\nimport \"C\"\nC.f()", "'x' undeclared"),
    ("%%go\nos.Exit(3)", "exit status 3"),
    ("%%go\nsyscall.Kill(os.Getpid(), syscall.SIGTERM)\nselect {}", "signal 15"),
    ("%%go\nch := make(chan int)\n<-ch", "all goroutines are asleep - deadlock!"),
    ("%%go -mem 64MB\nvar xs [][]byte\nfor {\n\txs = append(xs, bytes.Repeat([]byte{1}, 1<<20))\n}", "-mem allows 64 MiB"),
    ("%%go -env GOSCHED_MEMORY=64MiB\nvar xs [][]byte\nfor {\n\txs = append(xs, bytes.Repeat([]byte{1}, 1<<20))\n}", "GOSCHED_MEMORY allows 64 MiB"),
    ("%%go -env GOSCHED_MEMORY=much\n1", '%%go: GOSCHED_MEMORY is "much"'),
])
def test_bad(kernel, code, want):
    """What is wrong is said in a line, with its place."""
    reply, _ = kernel.execute(code, timeout=LONG)
    assert reply["status"] == "error" and want in reply["evalue"], reply
    _, out = kernel.execute("6 * 7")
    assert result(out) == "42"


def test_c(kernel):
    """C works, prints in order and reads what is typed."""
    code = '%%go\n/*\n#include <stdio.h>\nstatic int add(int a, int b) { return a + b; }\nstatic int ask() { int n = 0; printf("n? "); fflush(stdout); scanf("%d", &n); return n; }\n*/\nimport "C"\nfmt.Println(C.add(2, 3))\nn := C.ask()\nfmt.Println(n + 1)'
    reply, out, prompts = play(kernel, code, ["41"])
    assert reply["status"] == "ok" and text(out) == "5\nn? 42\n", (reply, out)


def test_child_reads(kernel):
    """What is typed is for whoever reads standard input, a child of the program too."""
    code = '%%go\ncmd := exec.Command("head", "-n", "1")\ncmd.Stdin, cmd.Stdout = os.Stdin, os.Stdout\ncmd.Run()'
    reply, out, prompts = play(kernel, code, ["typed"])
    assert reply["status"] == "ok" and text(out) == "typed\n" and prompts == [""], (reply, out)


def test_role(kernel):
    """A compiled cell starts itself again in a role, and survives what happens there."""
    code = """%%go
import "gosched/experiments/lab/child"
func init() {
	child.Register("stuck", func([]string) error {
		fmt.Println("locking twice")
		var mu sync.Mutex
		mu.Lock()
		mu.Lock()
		return nil
	})
}
c, err := child.Start("stuck")
if err != nil {
	panic(err)
}
said, words := c.WaitOrDump(100).Said()
fmt.Println(said[0].Text)
fmt.Println(strings.Contains(words, "[sync.Mutex.Lock]:"))"""
    reply, out, _ = play(kernel, code)
    assert reply["status"] == "ok" and text(out) == "locking twice\ntrue\n", (reply, out)


def test_metadata(kernel):
    """What an output says of itself arrives, also from a compiled cell."""
    code = """import "gosched/experiments/lab/verdict"
card := verdict.Claim{ID: "E000", Seed: "000.txt", Quote: "三", English: "three"}.Expect(3.0, "%v", "%v")
card.Measure(2.99999, "%v", "%v").Judge(verdict.Unclear("忙", "busy"))"""
    for magic in "", "%%go\n":
        reply, out, _ = play(kernel, magic + code)
        shown = [m["content"] for m in out if m["msg_type"] == "execute_result"]
        assert reply["status"] == "ok" and len(shown) == 1, (reply, out)
        data = shown[0]["metadata"]["gosched"]["verdict"]
        assert data["id"] == "E000" and data["verdict"] == "inconclusive", data
        assert data["measured"]["value"] == 3 and data["note"] == {"zh": "忙", "en": "busy"}, data


def interrupted(kernel, code, ready):
    """Interrupts a cell once it has printed ready, and returns reply, output and how
    long it took to end."""
    msg_id = kernel.send("%%go\n" + code)
    seen = ""
    while ready not in seen:
        m = kernel.kc.get_iopub_msg(timeout=LONG)
        if m["msg_type"] == "stream" and m["parent_header"]["msg_id"] == msg_id:
            seen += m["content"]["text"]
    began = time.monotonic()
    kernel.km.interrupt_kernel()
    reply, out = kernel.gather(msg_id, LONG)
    assert reply["ename"] == "Interrupted", reply
    return seen + text(out), time.monotonic() - began


def test_interrupt(kernel):
    """The ladder: a program that wants to can end in order, one that does not is killed."""
    out, _ = interrupted(kernel, 'c := make(chan os.Signal, 1)\nsignal.Notify(c, os.Interrupt)\nfmt.Println("ready")\n<-c\nfmt.Println("in order")', "ready")
    assert "in order" in out
    interrupted(kernel, 'signal.Ignore(os.Interrupt, syscall.SIGTERM)\nfmt.Println("ready")\nfor {\n}', "ready")
    interrupted(kernel, 'for i := 0; ; i++ {\n\tfmt.Println("line", i)\n}', "line 1000\n")
    interrupted(kernel, 'fmt.Println("ready")\nexec.Command("sleep", "1000").Run()', "ready")


def sleepers(seconds):
    """The processes that sleep so long."""
    found = []
    for p in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if (p / "cmdline").read_bytes().split(b"\0")[:2] == [b"sleep", str(seconds).encode()]:
                found.append(p.name)
        except OSError:
            pass
    return found


def test_nothing_is_left(kernel):
    """What a program leaves in the background ends with it, in whatever session it is;
    and all ends with the kernel."""
    _, out = kernel.execute('%%go\nexec.Command("sh", "-c", "setsid sh -c \'trap : INT TERM HUP; sleep 98761\' >/dev/null 2>&1 & (sleep 98761 >/dev/null 2>&1 &)").Run()\nfmt.Println("started")', timeout=LONG)
    assert text(out) == "started\n"
    assert wait_until(lambda: not sleepers(98761))
    kernel.send('%%go\nexec.Command("sh", "-c", "setsid sleep 98762 & sleep 98762").Run()')
    assert wait_until(lambda: len(sleepers(98762)) == 2, LONG)
    kernel.km.provisioner.process.kill()
    assert wait_until(lambda: not sleepers(98762))


def test_much_output(kernel):
    """All that a program prints arrives."""
    reply, out = kernel.execute('%%go\nb := bytes.Repeat([]byte("0123456789abcde\\n"), 1<<12)\nfor range 256 {\n\tos.Stdout.Write(b)\n}', timeout=LONG)
    assert reply["status"] == "ok"
    assert len(text(out)) == 16 << 20


def test_answers_meanwhile(kernel):
    """While a program is compiled and runs, requests are answered."""
    msg_id = kernel.send("%%go\ntime.Sleep(2 * time.Second)")
    began = time.monotonic()
    assert "Println" in kernel.kc.complete("fmt.Printl", reply=True, timeout=5)["content"]["matches"]
    assert time.monotonic() - began < 2
    kernel.gather(msg_id, LONG)


def test_no_toolchain():
    """Without Go there is one sentence that says what to install."""
    k = Kernel(env={"PATH": "/usr/bin:/bin", "HOME": str(pathlib.Path.home())})
    try:
        k.execute("%env PATH=/nowhere")
        reply, _ = k.execute("%%go\n1")
        assert reply["ename"] == "not installed" and "install it from https://go.dev/dl" in reply["evalue"], reply
        _, out = k.execute("6 * 7")
        assert result(out) == "42"
    finally:
        k.close()
