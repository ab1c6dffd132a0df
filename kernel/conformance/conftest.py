"""What the conformance tests share: kernels of the installed kernelspec, and a
check that no process of theirs is left over."""

import os
import pathlib
import subprocess
import time

import pytest
from jupyter_client.manager import start_new_kernel

ROOT = pathlib.Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"
KERNEL = "gosched"
TIMEOUT = 30


def pytest_addoption(parser):
    parser.addoption("--soak", action="store_true", help="run the long tests too")


def pytest_collection_modifyitems(config, items):
    """Long tests are not collected unless asked for: they have a make target."""
    if not config.getoption("--soak"):
        items[:] = [i for i in items if "soak" not in i.keywords]


def pytest_configure(config):
    config.addinivalue_line("markers", "soak: takes minutes")
    ARTEFACTS.mkdir(exist_ok=True)
    os.environ.setdefault("XDG_DATA_HOME", str(ARTEFACTS / "data"))
    prefix = ARTEFACTS / "prefix"
    subprocess.run([binary(), "install", "--prefix", str(prefix)], check=True, stdout=subprocess.DEVNULL)
    os.environ["JUPYTER_PATH"] = str(prefix / "share" / "jupyter")  # before what is installed elsewhere


def binary():
    """The program under test."""
    return os.path.realpath(os.environ.get("GOSCHED", str(ROOT / "bin" / "gosched")))


@pytest.fixture(scope="session")
def gosched():
    return binary()


def processes():
    """The processes of this binary, by number: (state, parent)."""
    found = {}
    exe = binary()
    for p in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(p / "exe") in (exe, exe + " (deleted)"):
                state, parent = (p / "stat").read_text().rpartition(") ")[2].split()[:2]
                if state != "Z":
                    found[int(p.name)] = (state, int(parent))
        except OSError:
            pass
    return found


def wait_until(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


@pytest.fixture(autouse=True)
def no_process_left():
    """Fails a test that leaves a kernel or worker behind."""
    before = set(processes())
    yield

    def left():
        """What has come, but for workers of kernels that were there: those of a test class outlive its tests."""
        return {p: s for p, s in processes().items() if p not in before and s[1] not in before}

    assert wait_until(lambda: not left()), "left over: %r" % left()


class Kernel:
    """A running kernel with a client; execute gathers what belongs to a request."""

    def __init__(self, **kw):
        self.km, self.kc = start_new_kernel(kernel_name=KERNEL, startup_timeout=TIMEOUT, **kw)

    def close(self):
        self.kc.stop_channels()
        self.km.shutdown_kernel(now=True)

    def send(self, code, **kw):
        return self.kc.execute(code, **kw)

    def gather(self, msg_id, timeout=TIMEOUT):
        """The reply to msg_id and its iopub messages up to idle. The manager's
        interrupt requests can have the same msg_id: the two count apart."""
        reply, out = None, []
        end = time.monotonic() + timeout
        while True:
            msg = self.kc.get_iopub_msg(timeout=max(0.01, end - time.monotonic()))
            parent = msg["parent_header"]
            if parent.get("msg_id") != msg_id or parent["msg_type"] != "execute_request":
                continue
            if msg["msg_type"] == "status":
                if msg["content"]["execution_state"] == "idle":
                    break
                continue
            out.append(msg)
        while reply is None or reply["parent_header"].get("msg_id") != msg_id:
            reply = self.kc.get_shell_msg(timeout=max(0.01, end - time.monotonic()))
        return reply["content"], out

    def execute(self, code, timeout=TIMEOUT, **kw):
        return self.gather(self.send(code, **kw), timeout)

    def pid(self):
        return self.km.provisioner.process.pid

    def worker(self):
        """The process number of the worker, the front's only child."""
        return [p for p, (_, parent) in processes().items() if parent == self.pid()][0]


def text(out, stream="stdout"):
    return "".join(m["content"]["text"] for m in out if m["msg_type"] == "stream" and m["content"]["name"] == stream)


def result(out):
    """The text/plain of the execute_result."""
    return [m["content"]["data"]["text/plain"] for m in out if m["msg_type"] == "execute_result"][0]


@pytest.fixture
def kernel():
    k = Kernel()
    yield k
    k.close()


def run(*args, **kw):
    return subprocess.run(args, capture_output=True, text=True, timeout=300, **kw)
