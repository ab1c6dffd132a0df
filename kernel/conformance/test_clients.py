"""Programs that this project did not write, run on the kernel."""

import copy
import json
import os
import sys

import nbformat
import pexpect
import pytest

from conftest import ARTEFACTS, KERNEL, ROOT, run
from executed import check, judge, on_purpose

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BIN = sys.prefix + "/bin/"


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    monkeypatch.setenv("GOSCHED_U", "100ms")


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_nbclient(notebook):
    from nbclient import NotebookClient
    recorded = nbformat.read(notebook, as_version=4)
    nb = copy.deepcopy(recorded)
    NotebookClient(nb, timeout=120, kernel_name=KERNEL).execute()
    nbformat.write(nb, ARTEFACTS / "nbclient.ipynb")
    judge(check(ARTEFACTS / "nbclient.ipynb"), recorded)


def flawless(path):
    return not any(on_purpose(c) for c in nbformat.read(path, as_version=4).cells)


# papermill takes every error for a failure, whatever a cell's tags say.
@pytest.mark.parametrize("notebook", [n for n in NOTEBOOKS if flawless(n)], ids=lambda p: p.stem)
def test_papermill(notebook):
    out = ARTEFACTS / "papermill.ipynb"
    p = run(BIN + "papermill", "-k", KERNEL, "--no-progress-bar", str(notebook), str(out))
    assert p.returncode == 0, p.stderr
    check(out)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_nbconvert(notebook):
    p = run(BIN + "jupyter", "nbconvert", "--execute", "--to", "notebook", "--output-dir", str(ARTEFACTS),
            "--output", "nbconvert.ipynb", str(notebook))
    assert p.returncode == 0, p.stderr
    check(ARTEFACTS / "nbconvert.ipynb")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_own_runner_agrees_with_nbclient(notebook, gosched):
    """gosched run gives each cell the same kinds of output as nbclient."""
    p = run(gosched, "run", "-o", str(ARTEFACTS / "run"), str(notebook))
    assert p.returncode == 0, p.stderr
    ours = check(ARTEFACTS / "run" / notebook.name)
    judge(ours, nbformat.read(notebook, as_version=4))
    theirs = nbformat.read(ARTEFACTS / "nbclient.ipynb", as_version=4)

    def small(o):  # print that depends on how long something took
        return "".join(o.get("data", {}).get("text/html", "")).startswith("<small>")

    def kinds(outputs):  # of two streams of a program, no order is promised
        streams = {o.name for o in outputs if o.output_type == "stream"}
        return [sorted(streams)] + [(o.output_type, sorted(o.get("data", {})))
                                    for o in outputs if o.output_type != "stream" and not small(o)]

    def shape(nb):
        return [kinds(c.outputs) for c in nb.cells if c.cell_type == "code"]
    if json.loads((ARTEFACTS / "nbclient.ipynb").read_text())["cells"][0]["id"] == ours.cells[0].id:
        assert shape(ours) == shape(theirs)


def console(*lines):
    c = pexpect.spawn(BIN + "jupyter", ["console", "--simple-prompt", "--kernel", KERNEL], encoding="utf-8",
                      timeout=30, echo=False)
    c.expect(r"In \[\d+\]:")
    seen = []
    for line in lines:
        c.sendline(line)
        c.expect(r"In \[\d+\]:|\.\.\.:")
        seen.append(c.before)
    c.sendline("exit")
    c.expect(pexpect.EOF)
    c.close()
    return seen


def test_console():
    seen = console("6 * 7", 'fmt.Println("from the console")')
    assert "42" in seen[0]
    assert "from the console" in seen[1]


def test_console_continues_what_is_incomplete():
    """is_complete: Enter in an open block asks for another line, after it runs.
    The simple prompt knows no second line, so this is the full one."""
    c = pexpect.spawn(BIN + "jupyter", ["console", "--kernel", KERNEL], encoding="utf-8", timeout=30,
                      env=dict(os.environ, TERM="vt100", PROMPT_TOOLKIT_NO_CPR="1"), dimensions=(40, 100))
    c.expect(r"In \[.*1.*\]:")
    c.send("for i := range 3 {\r")
    c.expect(r"\.\.\.:")
    c.send("fmt.Print(i, i)\r")
    c.send("}\r\r")
    c.expect("0 01 12 2")
    c.expect(r"In \[.*2.*\]:")
    c.send("exit\r")
    c.expect(pexpect.EOF)
    c.close()


def test_console_history():
    """What one console ran, the next one's kernel remembers."""
    console('"remember me"')
    from conftest import Kernel
    k = Kernel()
    try:
        k.kc.history(hist_access_type="tail", n=5, raw=True, output=False)
        while True:
            msg = k.kc.get_shell_msg(timeout=5)
            if msg["msg_type"] == "history_reply":
                break
        assert '"remember me"' in [h[2] for h in msg["content"]["history"]]
    finally:
        k.close()
