"""The static pages of the course, as make site makes them, in a browser: in light and
in dark, on a screen and on a phone, without network and JavaScript, nothing is wider
than the page and text can be told from what is behind it."""

import subprocess

import pytest

from conftest import ROOT
from test_lab import CHROMIUM, browser, no_process_left  # noqa: F401 (fixtures)

if not CHROMIUM:  # said loudly by make chromium; without a browser there is nothing to collect
    collect_ignore = [__file__]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    notebooks = sorted(str(p) for p in (ROOT / "notebooks").glob("*.ipynb"))
    subprocess.run(["go", "run", "-trimpath", "./kernel/internal/site", "-o", str(out), *notebooks], cwd=ROOT, check=True)
    return sorted(out.rglob("*.html"))


# Elements with text whose colour is less than three times as light or as dark as what
# is behind them.
PALE = """() => {
  const number = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => {
    const [r, g, b] = number(c).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (number(c)[3] !== 0) return c;
    }
  };
  const pale = [];
  for (const e of document.querySelectorAll("body *:not(svg):not(svg *)")) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 3) pale.push(e.outerHTML.slice(0, 100));
  }
  return pale;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages(browser, pages, scheme, width):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme,
                                  offline=True, java_script_enabled=False)
    page = context.new_page()
    for file in pages:
        page.goto(file.as_uri())
        have, want = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert have <= want, "%s is %d wide" % (file.name, have)
        pale = page.evaluate(PALE)
        assert not pale, "%s: %s" % (file.name, pale[:5])
    context.close()
