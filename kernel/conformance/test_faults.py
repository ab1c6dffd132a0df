"""What goes wrong, and that the notebook survives it."""

import json
import os
import pathlib
import re
import resource
import signal
import socket
import struct
import subprocess
import sys
import time

import pytest

from conftest import KERNEL, Kernel, processes, result, text, wait_until


def survives(kernel):
    """The kernel runs code as before."""
    reply, out = kernel.execute("40 + 2")
    assert reply["status"] == "ok" and result(out) == "42"


def deadly(kernel, code, *words):
    """Runs code that ends the worker; the error must contain words."""
    worker = kernel.worker()
    reply, out = kernel.execute(code, timeout=60)
    assert reply["status"] == "error"
    told = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(reply["traceback"]))
    for w in words:
        assert w in told, told
    assert wait_until(lambda: worker not in processes())
    return text(out, "stderr")


def test_worker_killed(kernel):
    kernel.execute("func double(n int) int { return 2 * n }")
    kernel.execute("kept := 3")
    msg_id = kernel.send("for {\n}")
    time.sleep(0.3)
    os.kill(kernel.worker(), signal.SIGKILL)
    reply, out = kernel.gather(msg_id)
    assert reply["status"] == "error" and "killed" in reply["evalue"]
    assert "kept" in text(out, "stderr")
    assert result(kernel.execute("double(4)")[1]) == "8"


def test_worker_killed_between_cells(kernel):
    kernel.execute("x := 1")
    worker = kernel.worker()
    os.kill(worker, signal.SIGKILL)
    while kernel.kc.get_iopub_msg(timeout=5)["msg_type"] != "stream":  # the kernel has noticed
        pass
    survives(kernel)


def test_exit(kernel):
    deadly(kernel, 'fmt.Println("before")\nos.Exit(3)', "exit status 3")
    survives(kernel)


def test_output_before_exit_is_kept(kernel):
    _, out = kernel.execute('fmt.Print("the last words")\nos.Exit(0)')
    assert text(out) == "the last words"


def test_endless_recursion(kernel):
    """Stopped before it is fatal: the worker lives on."""
    kernel.execute("kept := 7")
    kernel.execute("func down(n int) int { return down(n+1) + 1 }")
    worker = kernel.worker()
    reply, _ = kernel.execute("down(0)", timeout=60)
    assert reply["status"] == "error"
    assert "stack" in reply["evalue"]
    assert kernel.worker() == worker
    assert result(kernel.execute("kept")[1]) == "7"


def test_concurrent_map_writes(kernel):
    deadly(kernel, """m := map[int]int{}
for range 8 {
	go func() {
		for i := 0; ; i++ {
			m[i%100] = i
		}
	}()
}
time.Sleep(60 * time.Second)""", "fatal error: concurrent map")
    survives(kernel)


def test_unlock_of_unlocked_mutex(kernel):
    """Found out before it is fatal: the worker lives on."""
    kernel.execute("kept := 7")
    worker = kernel.worker()
    reply, _ = kernel.execute("var mu sync.Mutex\nmu.Unlock()", timeout=60)
    assert (reply["ename"], reply["evalue"]) == ("fatal error", "sync: unlock of unlocked mutex")
    assert kernel.worker() == worker
    assert result(kernel.execute("kept")[1]) == "7"


def test_memory():
    """16 GiB under a limit: the allocation ends the worker, not the kernel."""
    limit = 6 << 30
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        k = Kernel()
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    try:
        deadly(k, "big := make([]byte, 16<<30)\nlen(big)", "out of memory")
        survives(k)
    finally:
        k.close()


def test_goroutine_panic_is_survived(kernel):
    worker = kernel.worker()
    reply, out = kernel.execute('done := make(chan bool)\ngo func() {\n\tdefer close(done)\n\tpanic("in a goroutine")\n}()\n<-done\ntime.Sleep(50 * time.Millisecond)')
    assert reply["status"] == "ok"
    assert "panic: in a goroutine" in text(out, "stderr")
    assert kernel.worker() == worker
    survives(kernel)


def test_late_output_goes_to_its_cell(kernel):
    msg_id = kernel.send('go func() {\n\ttime.Sleep(300 * time.Millisecond)\n\tfmt.Println("late")\n}()')
    kernel.gather(msg_id)
    kernel.execute("1")
    while True:
        msg = kernel.kc.get_iopub_msg(timeout=5)
        if msg["msg_type"] == "stream":
            break
    assert msg["content"]["text"] == "late\n"
    assert msg["parent_header"]["msg_id"] == msg_id


@pytest.mark.parametrize("code", [
    "for {\n}", "select {}", "time.Sleep(time.Hour)", "<-make(chan int)", "make(chan int) <- 1",
    "var mu sync.Mutex\nmu.Lock()\nmu.Lock()", "var wg sync.WaitGroup\nwg.Add(1)\nwg.Wait()",
    "var s string\nfmt.Scanln(&s)",
])
def test_interrupt(kernel, code):
    kernel.execute("beats := 0\ngo func() {\n\tfor {\n\t\tbeats++\n\t\ttime.Sleep(time.Millisecond)\n\t}\n}()")
    msg_id = kernel.send('defer fmt.Println("deferred")\n' + code, allow_stdin=True)
    time.sleep(0.3)
    kernel.km.interrupt_kernel()
    reply, out = kernel.gather(msg_id, timeout=5)
    assert reply["status"] == "error"
    assert text(out) == "deferred\n"
    reply, out = kernel.execute("b := beats\ntime.Sleep(50 * time.Millisecond)\nbeats > b")
    assert result(out) == "true", "the goroutine of an earlier cell was stopped"


def test_cells_after_ends_of_all_kinds(kernel):
    """A cell that takes its goroutine along, or keeps it, leaves the next one its turn."""
    kernel.execute('l, err := net.Listen("tcp", "127.0.0.1:0")')
    for round in range(2):
        for code in ("runtime.Goexit()", 'panic("no")', "func() { defer func() { recover() }(); panic(1) }()",
                     "func deep(n int) int { return deep(n+1) + 1 }\ndeep(0)"):
            kernel.execute(code)
            assert result(kernel.execute("%d" % (40 + round))[1]) == str(40 + round)
        for code in ("for {\n}", "l.Accept()", "<-time.After(time.Hour)"):
            msg_id = kernel.send(code)
            time.sleep(0.2)
            kernel.km.interrupt_kernel()
            assert kernel.gather(msg_id)[0]["ename"] == "Interrupted"
            assert result(kernel.execute("%d" % (50 + round))[1]) == str(50 + round)
    kernel.execute("l.Close()")  # what was left behind ends now, and takes no turn
    for n in range(20):
        assert result(kernel.execute("%d" % n)[1]) == str(n)


INTERRUPTED = """import (
	"net"
	"os/exec"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)
ln, _ := net.Listen("tcp", "127.0.0.1:0")
addr := ln.Addr().String()
var group errgroup.Group
var sem = semaphore.NewWeighted(1)
var once sync.Once
group.Go(func() error { select {} })
sem.TryAcquire(1)"""


@pytest.mark.parametrize("code, left", [
    ("ln.Accept()", ""),
    ("go net.Dial(\"tcp\", addr)\nc, _ := ln.Accept()\nc.Read(make([]byte, 1))", ""),
    ("http.Get(\"http://\" + addr)", "net/http.Get"),
    ("http.ListenAndServe(\"127.0.0.1:0\", nil)", ""),
    ("pr, _ := io.Pipe()\nbufio.NewReader(pr).ReadString(10)", "bufio.(*Reader).ReadString"),
    ("group.Wait()", ""),
    ("sem.Acquire(context.Background(), 1)", ""),
    ("go once.Do(func() { select {} })\nruntime.Gosched()\nonce.Do(func() { select {} })", ""),
    ("c := sync.NewCond(new(sync.Mutex))\nc.L.Lock()\ndefer c.L.Unlock()\nc.Wait()", ""),
    ("var rw sync.RWMutex\nrw.Lock()\nrw.RLock()", ""),
    ("<-time.After(time.Hour)", ""),
    ("var n atomic.Int64\nfor n.Load() == 0 {\n}", ""),
    ("exec.Command(\"sleep\", \"1234\").Run()", ""),
    ("exec.Command(\"sh\", \"-c\", \"trap '' INT; sleep 1234; true\").Output()", ""),
])
def test_interrupt_compiled_call(kernel, code, left):
    """The cell ends soon, its deferred functions run, and what stays blocked is named."""
    kernel.execute(INTERRUPTED)
    kernel.execute("var mu sync.Mutex\nbeats := 0\ngo func() {\n\tfor {\n\t\tbeats++\n\t\ttime.Sleep(time.Millisecond)\n\t}\n}()")
    msg_id = kernel.send('mu.Lock()\ndefer mu.Unlock()\ndefer fmt.Println("deferred")\n' + code)
    time.sleep(0.3)
    start = time.monotonic()
    kernel.km.interrupt_kernel()
    reply, out = kernel.gather(msg_id, timeout=5)
    assert time.monotonic() - start < 1, "it was abandoned"
    assert reply["status"] == "error" and reply["ename"] == "Interrupted", reply
    assert text(out) == "deferred\n"
    assert (left + " is still blocked" in reply["evalue"]) if left else "blocked" not in reply["evalue"], reply
    assert wait_until(lambda: not children_called("sleep 1234")), "a child is left"
    reply, out = kernel.execute("mu.Lock()\nmu.Unlock()\nb := beats\ntime.Sleep(50 * time.Millisecond)\nbeats > b")
    assert result(out) == "true", "another cell was harmed"


def children_called(words):
    return subprocess.run(["pgrep", "-f", "^" + words], capture_output=True).stdout


def test_abandoned_call_is_named(kernel):
    """A compiled call that no interrupt reaches is left behind after a second."""
    msg_id = kernel.send("m := new(big.Int).Lsh(big.NewInt(1), 40_000)\nm.Sub(m, big.NewInt(1))\nm.Exp(big.NewInt(3), m, m)")
    time.sleep(0.3)
    kernel.km.interrupt_kernel()
    reply, _ = kernel.gather(msg_id, timeout=5)
    assert "math/big.(*Int).Exp is still blocked" in reply["evalue"], reply
    assert "cell 1, line 3" in "".join(reply["traceback"])
    survives(kernel)


# Children in all ways of leaving their family, of which the kernel is told nothing.
DAEMONS = """d := exec.Command("sleep", "%(n)d")
d.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
d.Start()
exec.Command("sleep", "%(n)d").Start()
exec.Command("sh", "-c", "(sleep %(n)d &); (setsid sleep %(n)d &); (setsid nohup sh -c 'trap \\"\\" TERM INT HUP; sleep %(n)d; true' >/dev/null &); sleep 0.1").Run()"""


def daemons(k, n):
    reply, _ = k.execute(DAEMONS % {"n": n})
    assert reply["status"] == "ok", reply
    assert len(children_called("sleep %d" % n).split()) == 5
    return lambda: not children_called("sleep %d" % n)


@pytest.mark.parametrize("end", ["%reset", "os.Exit(0)", "syscall.Kill(syscall.Getpid(), syscall.SIGKILL)", "syscall.Close(6)\nsyscall.Close(4)\nselect {}"])
def test_no_child_outlives_the_worker(kernel, end):
    gone = daemons(kernel, 4321)
    kernel.execute(end)
    assert wait_until(gone, 10)
    survives(kernel)


@pytest.mark.parametrize("end", ["shutdown", signal.SIGTERM, signal.SIGKILL])
def test_no_child_outlives_the_kernel(end):
    k = Kernel()
    gone = daemons(k, 4322)
    k.send("%%bash\nsleep 4322 & setsid sleep 4322 & sleep 4322; true")
    assert wait_until(lambda: len(children_called("sleep 4322").split()) == 8)
    if end == "shutdown":
        k.close()
    else:
        os.kill(k.pid(), end)
        k.kc.stop_channels()
    assert wait_until(gone, 10)


@pytest.mark.parametrize("code", ["%%bash\nsleep 4323 & setsid sleep 4323 & (setsid nohup sleep 4323 &)\ntrue", "!sleep 4323 &", "!nohup setsid sleep 4323 &"])
def test_no_job_outlives_its_cell(kernel, code):
    assert kernel.execute(code)[0]["status"] == "ok"
    assert not children_called("sleep 4323")
    survives(kernel)


def test_interrupt_by_signal(kernel):
    msg_id = kernel.send("for {\n}")
    time.sleep(0.3)
    os.kill(kernel.pid(), signal.SIGINT)
    reply, _ = kernel.gather(msg_id, timeout=5)
    assert reply["status"] == "error"
    survives(kernel)


def test_interrupt_by_signal_inherited_ignored(gosched, tmp_path):
    """A background job inherits SIGINT ignored; the kernel asks for it explicitly."""
    from jupyter_client import BlockingKernelClient
    from jupyter_client.connect import write_connection_file
    path, info = write_connection_file(str(tmp_path / "c.json"))
    p = subprocess.Popen([gosched, "kernel", "-f", path], stdin=subprocess.DEVNULL,
                         preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    kc = BlockingKernelClient(connection_file=path)
    kc.load_connection_file()
    kc.start_channels()
    try:
        kc.wait_for_ready(timeout=20)
        kc.execute("for {\n}")
        time.sleep(0.3)
        p.send_signal(signal.SIGINT)
        assert kc.get_shell_msg(timeout=5)["content"]["status"] == "error"
        kc.shutdown()
        assert p.wait(5) == 0
    finally:
        kc.stop_channels()
        p.kill()


def test_abort_after_error(kernel):
    ids = [kernel.send("time.Sleep(200 * time.Millisecond)\npanic(1)"), kernel.send("1"), kernel.send("2")]
    states = [kernel.gather(i)[0]["status"] for i in ids]
    assert states == ["error", "aborted", "aborted"]
    survives(kernel)


def test_stop_on_error_false(kernel):
    ids = [kernel.send("time.Sleep(200 * time.Millisecond)\npanic(1)", stop_on_error=False), kernel.send("1")]
    assert [kernel.gather(i)[0]["status"] for i in ids] == ["error", "ok"]


def test_stdin_eof_and_refusal(kernel):
    code = "var s string\n_, err := fmt.Scanln(&s)\nerr"
    msg_id = kernel.send(code, allow_stdin=True)
    kernel.kc.get_stdin_msg(timeout=5)
    kernel.kc.input("\x04")
    assert "EOF" in result(kernel.gather(msg_id)[1])
    reply, out = kernel.execute(code, allow_stdin=False)
    assert "does not allow input" in result(out)


def test_bufio_and_input(kernel):
    msg_id = kernel.send('sc := bufio.NewScanner(os.Stdin)\nsc.Scan()\nfirst := sc.Text()\nsecond, err := display.Input("second? ")\nthird, err := display.Password("third? ")\n[]string{first, second, third}', allow_stdin=True)
    for answer, prompt, password in (("a", "", False), ("b", "second? ", False), ("c", "third? ", True)):
        request = kernel.kc.get_stdin_msg(timeout=5)
        assert (request["content"]["prompt"], request["content"]["password"]) == (prompt, password)
        kernel.kc.input(answer)
    assert result(kernel.gather(msg_id)[1]) == "[a b c]"


def test_user_expressions(kernel):
    reply, _ = kernel.execute("v := 20", user_expressions={"good": "v + 1", "bad": "nosuch"})
    assert reply["user_expressions"]["good"]["data"]["text/plain"] == "21"
    assert reply["user_expressions"]["bad"]["status"] == "error"


def test_silent(kernel):
    reply, out = kernel.execute('fmt.Println("x")\n1', silent=True)
    assert reply["status"] == "ok" and out == []


def test_large_outputs(kernel):
    _, out = kernel.execute('fmt.Println(strings.Repeat("x", 10<<20))', timeout=60)
    assert len(text(out)) == (10 << 20) + 1
    _, out = kernel.execute('fmt.Print(strings.Repeat("0123456789", 10<<20))', timeout=120)
    assert len(text(out)) == 100 << 20
    _, out = kernel.execute('os.Stdout.Write([]byte("a\\xff\\xe4b"))')
    assert text(out).startswith("a") and text(out).endswith("b") and "\ufffd" in text(out)
    for size in (1 << 10, 64 << 10, 10 << 20):
        reply, out = kernel.execute("s := `%s`\nlen(s)" % ("世" * (size // 3)), timeout=60)
        assert result(out) == str(size // 3 * 3)


def connection(tmp_path, **kw):
    from jupyter_client.connect import write_connection_file
    path, info = write_connection_file(str(tmp_path / "c.json"))
    info = json.load(open(path))
    for key, value in kw.items():
        if value is None:
            del info[key]
        else:
            info[key] = value
    json.dump(info, open(path, "w"))
    return path


@pytest.mark.parametrize("change,word", [
    ({"shell_port": None}, "shell_port"), ({"hb_port": 70000}, "hb_port"), ({"transport": "udp"}, "transport"),
    ({"signature_scheme": "hmac-md1"}, "signature_scheme"), ({"ip": "no.such.host.invalid"}, "ip"),
])
def test_bad_connection_file(gosched, tmp_path, change, word):
    p = subprocess.run([gosched, "kernel", "-f", connection(tmp_path, **change)], capture_output=True, text=True, timeout=20)
    assert p.returncode != 0
    assert word in p.stderr and len(p.stderr.strip().splitlines()) == 1, p.stderr


def test_missing_and_malformed_connection_file(gosched, tmp_path):
    for path, content in ((tmp_path / "none.json", None), (tmp_path / "bad.json", "{"), (tmp_path / "list.json", "[]")):
        if content is not None:
            path.write_text(content)
        p = subprocess.run([gosched, "kernel", "-f", str(path)], capture_output=True, text=True, timeout=20)
        assert p.returncode != 0 and str(path) in p.stderr and len(p.stderr.strip().splitlines()) == 1, p.stderr


def test_used_port(gosched, tmp_path):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        path = connection(tmp_path, stdin_port=s.getsockname()[1])
        p = subprocess.run([gosched, "kernel", "-f", path], capture_output=True, text=True, timeout=20)
    assert p.returncode != 0 and "stdin_port" in p.stderr


def test_hostile_connections(kernel):
    """Silent, garbled, oversized and very many connections on every port."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    ports = [kernel.km.shell_port, kernel.km.iopub_port, kernel.km.stdin_port, kernel.km.control_port, kernel.km.hb_port]
    greeting = b"\xff" + b"\0" * 8 + b"\x7f\x03\x00NULL" + b"\0" * 48
    many = []
    for port in ports:
        for data in (b"", b"GET / HTTP/1.0\r\n\r\n", b"\0" * 100, greeting, greeting + b"\x04\x05\x05READY",
                     greeting + b"\x04\x1a\x05READY\x0bSocket-Type\0\0\0\x05NOSUC",
                     greeting + b"\x06" + struct.pack(">Q", 1 << 62), greeting + os.urandom(500)):
            s = socket.create_connection((kernel.km.ip, port))
            many.append(s)
            s.sendall(data)
    for _ in range(160):
        for port in ports:
            many.append(socket.create_connection((kernel.km.ip, port)))
    survives(kernel)
    again = kernel.km.client()
    again.start_channels()
    again.wait_for_ready(timeout=20)
    again.stop_channels()
    for s in many:
        s.close()
    survives(kernel)


def test_wrong_signature_and_replay(kernel):
    session = kernel.kc.session
    msg = session.msg("execute_request", {"code": 'panic("must not run")', "silent": False, "store_history": True,
                                          "user_expressions": {}, "allow_stdin": False, "stop_on_error": True})
    frames = session.serialize(msg)
    bad = list(frames)
    bad[1] = b"0" * 64
    socket_ = kernel.kc.shell_channel.socket
    socket_.send_multipart(bad)
    socket_.send_multipart([b"<IDS|MSG>", b"junk"])
    good = session.serialize(session.msg("kernel_info_request", {}))
    socket_.send_multipart(good)
    socket_.send_multipart(good)  # replayed
    kernel.kc.get_shell_msg(timeout=5)
    with pytest.raises(Exception):
        kernel.kc.get_shell_msg(timeout=0.5)
    survives(kernel)


def test_parent_killed():
    """kill -9 of the process that started the kernel leaves nothing behind."""
    before = set(processes())
    code = ("from jupyter_client.manager import start_new_kernel; import time\n"
            "km, kc = start_new_kernel(kernel_name=%r); kc.execute('for {\\n}'); print('up', flush=True); time.sleep(600)" % KERNEL)
    p = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert p.stdout.readline() == b"up\n"
    assert len(set(processes()) - before) == 2
    p.kill()
    p.wait()
    assert wait_until(lambda: not (set(processes()) - before), 10)


def alive(pid):
    """Whether a process of this number runs; one that has ended and is not waited for does not."""
    try:
        return (pathlib.Path("/proc") / str(pid) / "stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def test_front_killed(kernel):
    msg_id = kernel.send("child := exec.Command(\"sleep\", \"600\")\nchild.Start()\nfmt.Println(child.Process.Pid)\nfor {\n}")
    child = None
    while child is None:
        msg = kernel.kc.get_iopub_msg(timeout=20)
        if msg["msg_type"] == "stream" and msg["parent_header"]["msg_id"] == msg_id:
            child = int(msg["content"]["text"])
    worker = kernel.worker()
    assert alive(child) and worker in processes()
    os.kill(kernel.pid(), signal.SIGKILL)
    assert wait_until(lambda: worker not in processes() and not alive(child), 5)


def test_bash_child_is_interrupted(kernel):
    msg_id = kernel.send("%%bash\necho started\nsleep 600")
    while kernel.kc.get_iopub_msg(timeout=5)["msg_type"] != "stream":
        pass
    kernel.km.interrupt_kernel()
    reply, _ = kernel.gather(msg_id, timeout=10)
    assert reply["status"] == "error"
    assert not subprocess.run(["pgrep", "-f", "sleep 600"], capture_output=True).stdout or wait_until(
        lambda: not subprocess.run(["pgrep", "-f", "^sleep 600"], capture_output=True).stdout)


def test_restart(kernel):
    kernel.execute("x := 1")
    kernel.km.restart_kernel(now=False)
    kernel.kc.wait_for_ready(timeout=20)
    reply, _ = kernel.execute("x")
    assert reply["status"] == "error" and reply["execution_count"] == 1


def test_ipc(tmp_path):
    from jupyter_client import KernelManager
    km = KernelManager(kernel_name=KERNEL, transport="ipc", ip=str(tmp_path / "s"))
    km.start_kernel()
    kc = km.client()
    kc.start_channels()
    try:
        kc.wait_for_ready(timeout=20)
        kc.execute("1")
        assert kc.get_shell_msg(timeout=5)["content"]["status"] == "ok"
    finally:
        kc.stop_channels()
        km.shutdown_kernel(now=True)
    assert not list(tmp_path.glob("s-*"))


def paused_client(count, seconds):
    k = Kernel()
    try:
        msg_id = k.send("for i := range %d {\n\tdisplay.Show(i)\n}" % count)
        time.sleep(seconds)
        shown, idle = [], False
        while not idle:
            msg = k.kc.get_iopub_msg(timeout=60)
            if msg["parent_header"].get("msg_id") != msg_id:
                continue
            if msg["msg_type"] == "display_data":
                shown.append(int(msg["content"]["data"]["text/plain"]))
            idle = msg["msg_type"] == "status" and msg["content"]["execution_state"] == "idle"
        assert shown == list(range(count))
    finally:
        k.close()


def test_paused_client():
    paused_client(20000, 15)


def memory(pid):
    """Proportional set size in MiB."""
    with open("/proc/%d/smaps_rollup" % pid) as f:
        return sum(int(line.split()[1]) for line in f if line.startswith("Pss:")) / 1024


def test_thousand_cells(kernel):
    """Memory of front and worker does not grow with the count of cells."""
    def total():
        return memory(kernel.pid()) + memory(kernel.worker())
    cell = "x := 1\nfor i := range 10 {\n\tx += i\n}\nx"
    for _ in range(300):
        kernel.execute(cell)
    kernel.execute("runtime.GC()\ndebug.FreeOSMemory()")
    before = total()
    for _ in range(1000):
        reply, out = kernel.execute(cell)
        assert result(out) == "46"
    kernel.execute("runtime.GC()\ndebug.FreeOSMemory()")
    after = total()
    _, out = kernel.execute("runtime.NumGoroutine()")
    assert int(result(out)) < 30
    assert after - before < 16, "grew from %.1f to %.1f MiB in 1,000 cells" % (before, after)


def test_goroutines_are_counted_as_compiled(kernel):
    """The kernel's own goroutines are not the program's."""
    assert result(kernel.execute("runtime.NumGoroutine()")[1]) == "1"
    kernel.execute("quit := make(chan bool)\nfor range 3 {\n\tgo func() { <-quit }()\n}\nvar mu sync.Mutex\nmu.Lock()\ngo mu.Lock()")
    assert result(kernel.execute("runtime.NumGoroutine()")[1]) == "5"
