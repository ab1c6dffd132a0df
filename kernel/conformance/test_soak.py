"""Long runs, for make soak."""

import random
import time

import pytest

from conftest import Kernel, result
from test_faults import memory

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3000)]


def test_many_kernels():
    """A hundred kernels come and go; conftest looks for what they leave."""
    for i in range(100):
        k = Kernel()
        assert result(k.execute("%d + 1" % i)[1]) == str(i + 1)
        k.close()


def test_interrupt_storm(kernel):
    """Interrupts at random moments of cells of every kind: the kernel answers each
    cell and keeps its values."""
    seed = random.randrange(1 << 30)
    rnd = random.Random(seed)
    kernel.execute("kept := 42\nch := make(chan int)\nvar mu sync.Mutex")
    cells = ["for {\n}", "1", "time.Sleep(time.Hour)", "<-ch", "select {}", "mu.Lock()\ndefer mu.Unlock()\nfor {\n}",
             "for range 50 {\n\tgo func() { select {} }()\n}\nselect {}", "for i := 0; ; i++ {\n\tfmt.Println(i)\n}"]
    for i in range(300):
        msg_id = kernel.send(rnd.choice(cells))
        time.sleep(rnd.random() * 0.05)
        kernel.km.interrupt_kernel()
        time.sleep(0.02)
        kernel.km.interrupt_kernel()
        reply, _ = kernel.gather(msg_id, timeout=20)
        assert reply["status"] in ("ok", "error"), (seed, i)
    time.sleep(1)  # the last interrupt may still be under way, and would meet the next cell
    assert result(kernel.execute("kept")[1]) == "42", seed
    assert result(kernel.execute("mu.TryLock()")[1]) == "true", seed


def test_ten_thousand_cells(kernel):
    """Mixed cells: functions, types, closures and goroutines declared anew."""
    cells = ["x := %d\nx", "func f(n int) int { return n + %d }\nf(1)", "type T struct{ n int }\nT{%d}",
             "s := []int{%d}\nslices.Max(s)", "done := make(chan int)\ngo func() { done <- %d }()\n<-done",
             "func() (r int) { defer func() { r++ }(); return %d }()"]

    def run(count):
        for i in range(count):
            reply, _ = kernel.execute(cells[i % len(cells)] % i)
            assert reply["status"] == "ok", reply
        kernel.execute("runtime.GC()\ndebug.FreeOSMemory()")
        return memory(kernel.pid()) + memory(kernel.worker())
    before = run(1000)
    after = run(9000)
    assert after - before < 60, "grew from %.1f to %.1f MiB" % (before, after)
