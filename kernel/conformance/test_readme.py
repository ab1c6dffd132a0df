"""What the README says, done."""

import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.request

from conftest import ROOT, Kernel, result, run, text, wait_until

README = (ROOT / "README.md").read_text()


def blocks():
    return re.findall(r"^```(\w+)\n(.*?)^```", README, re.M | re.S)


def test_cells():
    """Each Go block is a cell; the text block after it is what it shows."""
    k = Kernel()
    try:
        found = blocks()
        cells = [(code, found[i + 1][1]) for i, (kind, code) in enumerate(found) if kind == "go"]
        assert len(cells) >= 3
        for code, want in cells:
            reply, out = k.execute(code)
            got = text(out)
            if reply["status"] == "error":
                got = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(reply["traceback"]))
                more = [m["content"]["data"]["text/plain"] for m in out if m["msg_type"] == "display_data"]
                got = re.sub(r"\d\.\d s ", "0.1 s ", "\n".join([got.split("\n")[0]] + more if more else [got]))
                assert want.strip() in got
                continue
            if any(m["msg_type"] == "execute_result" for m in out):
                got += result(out)
            assert got.strip() == want.strip()
    finally:
        k.close()


def test_map():
    """Every path of the map is there."""
    tree = [b for kind, b in blocks() if kind == "text" and "cmd/gosched/" in b][0]
    top = ""
    for line in tree.splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            top = name
        assert (ROOT / (name if name == top else top + name)).is_dir(), line
    assert (ROOT / "install" / "screenshot.png").stat().st_size > 10000


def test_magics():
    """The table of commands is the one that the kernel's own table prints."""
    table = (ROOT / "kernel" / "internal" / "magic" / "testdata" / "commands.md").read_text()
    assert table in README


def test_commands(gosched):
    """Every command and flag that the README lists is in the command's help."""
    for name, what in re.findall(r"^\| `gosched (\w+)[^`]*` \| (.*) \|$", README, re.M):
        p = run(gosched, name, "--help")
        assert p.returncode == 0
        for flag in re.findall(r"`-+([\w-]+)", what):
            assert flag in p.stdout + p.stderr, (name, flag)


def test_make_targets():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = re.findall(r"(?:`|^)make ([a-z]+)", README, re.M)
    assert "lab" in named and "test" in named
    for target in named:
        assert target in targets, target


def test_make_lab(tmp_path):
    """make lab ends in a JupyterLab that lists the kernel."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    p = subprocess.Popen(["make", "lab", "LAB_ARGS=--no-browser --port %d --IdentityProvider.token=t" % port], cwd=ROOT,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
                         env=dict(os.environ, JUPYTER_CONFIG_DIR=str(tmp_path)))

    def specs():
        try:
            return urllib.request.urlopen("http://127.0.0.1:%d/api/kernelspecs?token=t" % port, timeout=2).read()
        except OSError:
            return b""
    try:
        assert wait_until(lambda: b"gosched" in specs(), 120), p.stdout.read(2000)
    finally:
        os.killpg(p.pid, signal.SIGTERM)
        time.sleep(0.5)
        os.killpg(p.pid, signal.SIGKILL)
        p.wait(20)
