"""What the tests share that look at pages in Chromium: the browser, a JupyterLab, and
notebooks open in it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from conftest import ARTEFACTS, ROOT, processes, wait_until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(autouse=True)
def no_process_left():
    """Kernels live as long as their server here: lab checks."""
    yield


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab over a copy of the notebooks; yields its address and folder.
    When it ends, no kernel may be left."""
    before = set(processes())
    folder = tmp_path_factory.mktemp("course")
    for nb in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(nb, folder)
    settings(folder / ".settings")
    port = free_port()
    log = open(ARTEFACTS / "lab.log", "w")
    p = subprocess.Popen(
        [sys.prefix + "/bin/jupyter", "lab", "--no-browser", "--allow-root", "--port", str(port), "--notebook-dir", str(folder),
         "--IdentityProvider.token=", "--ServerApp.password=", "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
        stdout=log, stderr=log, env=dict(os.environ, GOSCHED_U="100ms", JUPYTERLAB_SETTINGS_DIR=str(folder / ".settings"),
                                         JUPYTER_CONFIG_DIR=str(folder / ".config"), JUPYTERLAB_WORKSPACES_DIR=str(folder / ".workspaces")))
    base = "http://127.0.0.1:%d" % port
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(base + "/api", timeout=1)
            break
        except OSError:
            assert time.monotonic() < end and p.poll() is None, "JupyterLab does not start, see artefacts/lab.log"
            time.sleep(0.2)
    yield base, folder
    p.terminate()
    p.wait(20)
    assert wait_until(lambda: not (set(processes()) - before)), processes()


def settings(folder):
    """Every cell is on the page, not only those in view; completions come with
    their documentation; no questions about news."""
    for name, value in (("notebook-extension/tracker", {"windowingMode": "none"}),
                        ("completer-extension/manager", {"showDocumentationPanel": True}),
                        ("apputils-extension/notification", {"fetchNews": "false"})):
        path = folder / "@jupyterlab" / (name + ".jupyterlab-settings")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright
    with sync_playwright() as pw:
        b = pw.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield b
        b.close()


class Notebook:
    """A notebook open in JupyterLab."""

    def __init__(self, browser, base, name):
        self.page = browser.new_page(viewport={"width": 1280, "height": 900})
        self.page.set_default_timeout(30000)
        self.page.goto("%s/lab/tree/%s?reset" % (base, name))
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.page.wait_for_selector("text=Go (gosched) | Idle")
        self.wait_idle()

    def shot(self, name):
        self.page.screenshot(path=str(ARTEFACTS / (name + ".png")))

    def command(self, menu, item):
        self.page.get_by_role("menubar").get_by_text(menu, exact=True).click()
        self.page.locator(".lm-Menu-item", has=self.page.locator('.lm-Menu-itemLabel:text-is("%s")' % item)).click()

    def accept(self):
        self.page.locator(".jp-Dialog .jp-mod-accept").click()

    def wait_idle(self, seconds=120):
        self.page.wait_for_selector(".jp-NotebookPanel-toolbar .jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=seconds * 1000)

    def run_all(self):
        self.command("Edit", "Clear Outputs of All Cells")
        self.command("Run", "Run All Cells")
        self.page.wait_for_function("""() => {
            // Of cells that are folded there is no prompt on the page.
            const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea .jp-InputPrompt')].map(e => e.innerText);
            return prompts.every(p => /\\[\\d+\\]/.test(p));
        }""", timeout=400000)
        self.wait_idle()

    def cells(self):
        return self.page.locator(".jp-Notebook .jp-CodeCell")

    def edit(self, cell):
        cell.locator(".cm-content").click()
        return cell.locator(".cm-content")

    def type_cell(self, text):
        """Replaces the text of the first code cell and leaves the cursor at its end."""
        cell = self.cells().first
        self.edit(cell)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
        return cell

    def run_cell(self, text):
        cell = self.type_cell(text)
        self.page.keyboard.press("Control+Enter")
        return cell

    def select(self, cell, start, length):
        """Selects text of a cell by keys, as someone does who is going to type over it."""
        self.edit(cell)
        self.page.keyboard.press("Control+Home")
        for _ in range(start):
            self.page.keyboard.press("ArrowRight")
        for _ in range(length):
            self.page.keyboard.press("Shift+ArrowRight")

    def run_again(self, number):
        """Runs the code cell of that number, which has run, and waits for its end."""
        prompt = self.cells().nth(number).locator(".jp-InputPrompt")
        before = prompt.inner_text()
        self.edit(self.cells().nth(number))
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function("([e, before]) => e.innerText != before && /\\d/.test(e.innerText)",
                                    arg=[prompt.element_handle(), before], timeout=120000)
        self.wait_idle()

    def save(self, file):
        """Saves the notebook, which is kept in file."""
        before = file.stat().st_mtime_ns
        self.command("File", "Save Notebook")
        assert wait_until(lambda: file.stat().st_mtime_ns > before)
        self.page.wait_for_function("() => !document.querySelector('.jp-NotebookPanel .jp-Toolbar [data-jp-dirty], .lm-TabBar-tab.jp-mod-dirty')")

    def output(self, cell):
        return cell.locator(".jp-OutputArea-output")

    def theme(self, name):
        """Changes to the Light or the Dark theme."""
        self.page.get_by_role("menubar").get_by_text("Settings", exact=True).click()
        self.page.locator(".lm-Menu-item", has=self.page.locator('.lm-Menu-itemLabel:text-is("Theme")')).hover()
        self.page.locator('.lm-Menu-itemLabel:text-is("JupyterLab %s")' % name).click()
        self.page.wait_for_selector("body[data-jp-theme-light=%s]" % ("true" if name == "Light" else "false"), state="attached")
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def close(self):
        self.page.close()


# The contrast of an element's text to what is behind it, as WCAG 2 defines it.
CONTRAST = """element => {
    const parse = css => { const m = css.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
    const light = c => { const f = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
                         return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
    const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
    const backdrop = e => { const own = e ? parse(getComputedStyle(e).backgroundColor) : [255, 255, 255, 1];
                            return own[3] == 1 ? own : over(own, backdrop(e.parentElement)); };
    const below = backdrop(element);
    const a = light(over(parse(getComputedStyle(element).color), below)), b = light(below);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""

# Elements within root with text whose contrast is less than 3, the least for large or
# bold text.
PALE = """root => {
    const ratio = %s;
    const written = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    return [...document.querySelectorAll(`${root} *:not(svg):not(svg *)`)]
        .filter(e => written(e) && ratio(e) < 3).map(e => e.outerHTML.slice(0, 100));
}""" % CONTRAST
