"""Cells that cannot go on: they end, say why, and leave the session as it was."""

import time

import pytest

from conftest import result, text

TRANSFER = """type account struct {
	sync.Mutex
	balance int
}

func transfer(from, to *account) {
	from.Lock()
	defer from.Unlock()
	time.Sleep(10 * time.Millisecond)
	to.Lock()
	defer to.Unlock()
}

alice, bob := &account{}, &account{}"""


def explanation(out):
    """The text and the HTML that stand below the error, and the error."""
    kinds = [m["msg_type"] for m in out if m["msg_type"] != "execute_input"]
    assert kinds[-2:] == ["error", "display_data"], kinds
    data = out[-1]["content"]["data"]
    return data["text/plain"], data["text/html"], out[-2]["content"]


def test_circle(kernel):
    kernel.execute("kept := 42\n" + TRANSFER)
    reply, out = kernel.execute("defer fmt.Println(\"deferred\")\ngo transfer(bob, alice)\ntransfer(alice, bob)")
    plain, html, error = explanation(out)
    assert (reply["ename"], reply["evalue"]) == ("fatal error", "all goroutines are asleep - deadlock!")
    assert text(out) == "deferred\n"
    assert "main.transfer at cell 1, line 11" in "\n".join(error["traceback"])
    lines = plain.split("\n")
    assert lines[0].split() == ["goroutine", "started", "at", "is", "at", "waits", "for", "since", "holds"]
    assert lines[1].split()[:8] == ["main", "cell", "1,", "line", "11", "lock", "bob", "0.1"] and lines[1].endswith("alice")
    assert "transfer  cell 2, line 2  cell 1, line 11  lock alice" in lines[2] and lines[2].endswith("bob")
    assert lines[4].startswith("main waits for bob, held by goroutine ") and lines[4].endswith(", which waits for alice, held by main.")
    assert "<table" in html and "image/svg+xml" in html and "lock bob" in html
    assert result(kernel.execute("transfer(alice, bob)\ntransfer(bob, alice)\nkept")[1]) == "42"


def test_left_locked(kernel):
    """Who waits later is told who has left a lock locked, and can have it back."""
    kernel.execute("var mu sync.Mutex\nmu.Lock()")
    plain, _, _ = explanation(kernel.execute("mu.Lock()")[1])
    assert plain.endswith("mu is held by the main goroutine of cell 1, which has ended without unlocking it. A cell with mu.Unlock() gives it back.")
    kernel.execute("mu.Unlock()")
    assert result(kernel.execute("mu.Lock()\nmu.Unlock()\n1")[1]) == "1"


@pytest.mark.parametrize("code", ["select {}", "<-make(chan int)", "var wg sync.WaitGroup\nwg.Add(1)\nwg.Wait()", "var ch chan int\nch <- 1"])
def test_again_and_again(kernel, code):
    """Each ends soon, also after others, and an interrupt that comes late harms nothing."""
    for _ in range(3):
        start = time.monotonic()
        explanation(kernel.execute(code)[1])
        assert time.monotonic() - start < 10
    kernel.km.interrupt_kernel()
    time.sleep(0.2)
    assert result(kernel.execute("1 + 1")[1]) == "2"
    assert result(kernel.execute("runtime.NumGoroutine()")[1]) == "1"


def test_after_the_cell(kernel):
    """Goroutines that wait for a later cell are no deadlock, and go on with it."""
    reply, _ = kernel.execute("requests, replies := make(chan int), make(chan int)\ngo func() {\n\tfor r := range requests {\n\t\treplies <- r * r\n\t}\n}()")
    assert reply["status"] == "ok"
    time.sleep(0.3)
    for _ in range(2):
        assert result(kernel.execute("requests <- 7\n<-replies")[1]) == "49"
        explanation(kernel.execute("<-replies")[1])


def test_input_is_waited_for(kernel):
    msg_id = kernel.send("lines := make(chan string)\ngo func() {\n\tvar s string\n\tfmt.Scanln(&s)\n\tlines <- s\n}()\n<-lines", allow_stdin=True)
    kernel.kc.get_stdin_msg(timeout=10)
    time.sleep(0.5)
    kernel.kc.input("gopher")
    assert result(kernel.gather(msg_id)[1]) == '"gopher"'


def test_standstill(kernel):
    """While something else is alive it is no deadlock, but no riddle either; the cell goes on."""
    kernel.execute("var mu sync.Mutex\ngo func() {\n\tfor range time.Tick(10 * time.Millisecond) {\n\t}\n}()\nmu.Lock()")
    reply, out = kernel.execute("time.AfterFunc(4*time.Second, mu.Unlock)\nmu.Lock()\nmu.Unlock()\n7")
    notes = [m["content"]["data"]["text/plain"] for m in out if m["msg_type"] == "display_data"]
    assert len(notes) == 1 and notes[0].startswith("mu is held by the main goroutine of cell 1, which has ended without unlocking it.")
    assert notes[0].endswith("interrupt the cell if nothing will.")
    assert (reply["status"], result(out)) == ("ok", "7")
    notes = kernel.execute("mu.Lock()\ntime.AfterFunc(4*time.Second, mu.Unlock)\nmu.Lock()")[1]
    assert "main waits for mu, which it holds itself." in str(notes)
