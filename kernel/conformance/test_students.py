"""A class of students at one kernel: random cells, several under way, interrupted,
questioned, answered, killed and restarted at random moments. Whatever they do, every
request gets its reply and its idle, every output its parent, and the kernel goes on."""

import collections
import os
import pathlib
import random
import re
import signal
import time

import pytest

from conftest import Kernel, processes, wait_until
from students import Student
from test_faults import children_called, memory

MARK = re.compile("«([0-9]+)»")
INTERNAL = re.compile(r"internal error|yaegi|kernel/internal|gosched/kernel/rt|reflect\.Value|\.core\.")


class Lesson:
    """A kernel, and what is known of the requests made to it."""

    def __init__(self, seed):
        self.rnd = random.Random(seed)
        self.student = Student(self.rnd)
        self.k = Kernel()
        self.number = 0
        self.requests = {}  # msg_id: what has come
        self.open = set()
        self.count = 0  # execution count
        self.problems = []
        self.codes = collections.deque(maxlen=12)
        self.cells = 0

    def close(self):
        self.k.close()

    def ask(self, kind, code, **kw):
        kc = self.k.kc
        msg_id = {"execute": lambda: kc.execute(code, allow_stdin=True, **kw), "complete": lambda: kc.complete(code, kw["at"]),
                  "inspect": lambda: kc.inspect(code, kw["at"]), "is_complete": lambda: kc.is_complete(code)}[kind]()
        self.requests[msg_id] = {"kind": kind, "code": code, "number": self.number, "idle": 0, "reply": 0, "since": time.monotonic()}
        self.open.add(msg_id)
        return msg_id

    def execute(self, code, **kw):
        self.codes.append(code)
        self.cells += 1
        msg_id = self.ask("execute", code, **kw)
        self.requests[msg_id]["number"] = self.number
        return msg_id

    def wrong(self, text, msg=None):
        self.problems.append("%s: %s" % (text, str(msg)[:1500]))

    def pump(self, seconds):
        """Takes what comes."""
        end = time.monotonic() + seconds
        kc = self.k.kc
        while True:
            idle = True
            for channel, take in ((kc.iopub_channel, self.published), (kc.shell_channel, self.replied), (kc.stdin_channel, self.asked)):
                while channel.msg_ready():
                    take(channel.get_msg(timeout=1))
                    idle = False
            if time.monotonic() >= end:
                return
            if idle:
                time.sleep(0.001)

    def published(self, msg):
        parent = msg["parent_header"].get("msg_id")
        kind, content = msg["msg_type"], msg["content"]
        r = self.requests.get(parent)
        if r is None:
            if kind == "stream":
                self.wrong("an output of no cell", msg)
            return
        if kind == "status" and content["execution_state"] == "idle" and msg["parent_header"]["msg_type"] != "interrupt_request":
            r["idle"] += 1
            self.settle(parent)
        elif kind == "execute_input":
            r["count"] = content["execution_count"]
        elif kind == "stream":
            for n in MARK.findall(content["text"]):
                if int(n) != r["number"]:
                    self.wrong("cell %d prints for %s" % (r["number"], n), content["text"][:300])
        elif kind == "error" and INTERNAL.search("\n".join(content["traceback"])):
            self.wrong("shows what is inside after %r" % r["code"], "\n".join(content["traceback"]))
        if kind == "stream" and INTERNAL.search(content["text"]):
            self.wrong("prints what is inside after %r" % r["code"], content["text"])

    def replied(self, msg):
        parent, content = msg["parent_header"].get("msg_id"), msg["content"]
        r = self.requests.get(parent)
        if r is None:
            return
        r["reply"] += 1
        r["status"], r["content"] = content.get("status"), content
        if r["kind"] == "execute" and content["status"] != "aborted":
            if content["execution_count"] <= self.count:
                self.wrong("the execution count is %d after %d" % (content["execution_count"], self.count), r["code"])
            self.count = content["execution_count"]
        if r["kind"] != "execute" and content.get("status") == "error":
            self.wrong("%s of %r fails" % (r["kind"], r["code"]), content)
        self.settle(parent)

    def asked(self, msg):
        """The cell wants a line."""
        if self.rnd.random() < 0.8:
            self.k.kc.input(self.rnd.choice(["1", "a b", "", "\x04", "7 8 9"]))

    def settle(self, msg_id):
        r = self.requests[msg_id]
        if r["idle"] > 1 or r["reply"] > 1:
            self.wrong("answered twice: %r" % r["code"])
        if r["idle"] and r["reply"]:
            self.open.discard(msg_id)

    def settled(self, ids, seconds):
        """Waits until all of ids are answered."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.pump(0.005)
            if not self.open & set(ids):
                return True
        return False

    def interrupt(self):
        self.k.km.interrupt_kernel()

    def finish(self):
        """Interrupts until nothing is under way; then the kernel must answer."""
        for _ in range(60):
            if self.settled(list(self.open), 0.5):
                break
            self.interrupt()
        else:
            self.wrong("never answered", [self.requests[i]["code"] for i in self.open])
            return
        for _ in range(5):  # a late interrupt may meet the first
            self.number += 1
            one = self.execute("1+1")
            if not self.settled([one], 20):
                self.wrong("1+1 is not answered")
                return
            if self.requests[one]["status"] == "ok":
                return
        self.wrong("1+1 fails", self.requests[one]["content"])

    def round(self):
        """A few requests at once, and something that happens meanwhile."""
        r = self.rnd
        ids = []
        for _ in range(r.choice([1, 1, 1, 2, 4])):
            self.number += 1
            ids.append(self.execute(self.student.cell(self.number), stop_on_error=r.random() < 0.5))
        for _ in range(r.randrange(4)):
            self.pump(r.random() * 0.03)
            kind, code, at = self.student.question()
            q = self.ask(kind, code, at=at)
            if not self.settled([q], 20):
                self.wrong("%s is not answered" % kind, (code, list(self.codes)))
        self.pump(r.random() ** 3 * 0.4)
        event = r.random()
        if event < 0.02:
            for p in self.workers():
                os.kill(p, r.choice([signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM]))
        elif event < 0.03:
            self.restart()
            return
        elif event < 0.5:
            self.interrupt()
        self.finish()

    def workers(self):
        """All but one are ending."""
        return [p for p, (_, parent) in processes().items() if parent == self.k.pid() and command(p).endswith("worker")]

    def restart(self):
        self.k.km.restart_kernel(now=self.rnd.random() < 0.5)
        self.k.kc.wait_for_ready(timeout=30)
        self.requests.clear()
        self.open.clear()
        self.count = 0

    def tidy(self):
        """Now and then the class starts afresh; what the kernel keeps then is little."""
        self.number += 1
        reset = self.execute("%reset")
        if not self.settled([reset], 30):
            self.wrong("%reset is not answered")
        self.number += 1
        if not self.settled([self.execute("runtime.GC()\ndebug.FreeOSMemory()")], 30):
            self.wrong("the collector is not answered")
        for old in [i for i in self.requests if i not in self.open][:-200]:
            del self.requests[old]
        wait_until(lambda: len(self.workers()) == 1)
        return memory(self.k.pid()) + memory(self.workers()[0])


def command(pid):
    try:
        return pathlib.Path("/proc/%d/cmdline" % pid).read_text().strip("\0")
    except OSError:
        return ""


def lessons(seconds, seed):
    before = set(processes())
    lesson = Lesson(seed)
    used = []
    try:
        end, rounds = time.monotonic() + seconds, 0
        while time.monotonic() < end and not lesson.problems:
            lesson.round()
            rounds += 1
            if rounds % 50 == 0 and not lesson.problems:
                used.append(lesson.tidy())
        told = "seed %d, %d cells, after %s" % (seed, lesson.cells, "\n---\n".join(lesson.codes))
        assert not lesson.problems, "\n".join(lesson.problems) + "\n" + told
        assert not used or max(used) < 150, "%s MiB: %s" % (used, told)
    finally:
        lesson.close()
    assert wait_until(lambda: not set(processes()) - before, 10), "%s are left, %s" % ({p: (s, command(p)) for p, s in processes().items()}, told)
    assert wait_until(lambda: not children_called("sleep 77"), 10)
    return lesson.cells, used


def test_lesson():
    lessons(15, random.randrange(1 << 30))


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_school():
    for _ in range(4):
        print(lessons(300, random.randrange(1 << 30)))


if __name__ == "__main__":  # python test_students.py SECONDS SEED
    import sys
    from conftest import pytest_configure
    pytest_configure(type("Config", (), {"addinivalue_line": lambda *a: None}))
    print(lessons(float(sys.argv[1]), int(sys.argv[2])))
