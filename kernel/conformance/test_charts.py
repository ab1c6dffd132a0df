"""The charts of the gallery in Chromium: text stands apart and inside the picture,
on light and on dark pages, as element and as image."""

import base64

import pytest

from conftest import ARTEFACTS, ROOT
from test_lab import CHROMIUM, browser  # noqa: F401: a fixture

if not CHROMIUM:
    collect_ignore = [__file__]

GALLERY = sorted((ROOT / "kernel/display/chart/testdata").glob("*.svg"))

# The boxes of the texts, a little smaller than they are, so that neighbours may touch.
BOXES = """() => {
    const svg = document.querySelector('svg'), all = svg.viewBox.baseVal;
    const boxes = [...svg.querySelectorAll('text')].map(e => {
        const b = e.getBBox();
        return {text: e.textContent, x1: b.x + 1, y1: b.y + 3, x2: b.x + b.width - 1, y2: b.y + b.height - 3};
    });
    const wrong = [];
    boxes.forEach((a, i) => {
        if (a.x1 < -1 || a.x2 > all.width + 1 || a.y1 < -1 || a.y2 > all.height + 1) wrong.push(a.text + ' is outside');
        boxes.slice(i + 1).forEach(b => {
            if (a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2) wrong.push(a.text + ' overlaps ' + b.text);
        });
    });
    return wrong;
}"""


def page(browser, dark, body, system="light"):
    p = browser.new_page(viewport={"width": 720, "height": 400}, color_scheme=system)
    p.set_content("<body style='margin:0;%s'>%s" % ("background:#111;color:#e0e0e0" if dark else "", body))
    return p


@pytest.mark.parametrize("svg", GALLERY, ids=lambda p: p.stem)
def test_text_stands_apart(browser, svg):
    p = page(browser, False, svg.read_text())
    wrong = p.evaluate(BOXES)
    p.close()
    assert wrong == []


def test_ink(browser):
    """Inside a page a chart has the page's ink; as an image it has its own, and a background."""
    svg = (ROOT / "kernel/display/chart/testdata/line.svg").read_text()
    ink = "() => getComputedStyle(document.querySelector('svg text')).fill"
    for dark, want in (False, "rgb(0, 0, 0)"), (True, "rgb(224, 224, 224)"):
        p = page(browser, dark, svg, system="light" if dark else "dark")
        assert p.evaluate(ink) == want
        p.close()
    image = "<img src='data:image/svg+xml;base64,%s'>" % base64.b64encode(svg.encode()).decode()
    for system, want in ("light", 255), ("dark", 17):
        p = page(browser, system == "light", image, system)
        p.wait_for_function("() => document.querySelector('img').complete")
        assert p.evaluate("""() => {
            const c = document.createElement('canvas').getContext('2d');
            c.drawImage(document.querySelector('img'), 0, 0);
            return c.getImageData(2, 2, 1, 1).data[0];
        }""") == want
        p.close()


def test_gallery(browser):
    """Pictures of all charts, light and dark, for people to look at."""
    for dark in False, True:
        p = page(browser, dark, "<div style='display:flex;flex-wrap:wrap;gap:20px'>%s</div>" % "".join("<div>%s</div>" % f.read_text() for f in GALLERY))
        p.set_viewport_size({"width": 1420, "height": 900})
        p.screenshot(path=str(ARTEFACTS / ("charts-dark.png" if dark else "charts-light.png")), full_page=True)
        p.close()
