"""The static pages of the course, as make site makes them, in a browser: in light and
in dark, on a screen and on a phone, without network and JavaScript, nothing is wider
than the page and text can be told from what is behind it."""

import subprocess

import pytest

from chromium import CHROMIUM, PALE, browser, no_process_left  # noqa: F401 (fixtures)
from conftest import ROOT

if not CHROMIUM:  # said loudly by make chromium; without a browser there is nothing to collect
    collect_ignore = [__file__]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    notebooks = sorted(str(p) for p in (ROOT / "notebooks").glob("*.ipynb"))
    subprocess.run(["go", "run", "-trimpath", "./kernel/internal/site", "-o", str(out), *notebooks], cwd=ROOT, check=True)
    return sorted(out.rglob("*.html"))


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
        pale = page.evaluate(PALE, "body")
        assert not pale, "%s: %s" % (file.name, pale[:5])
    context.close()
