"""Charts in Chromium: text stands apart, inside the picture and inside its bar, and
reads on light and on dark pages, as element and as image; what is left of a chart
in VS Code and on GitHub."""

import base64
import subprocess

import bleach
import nbformat
import pytest
from nbconvert import HTMLExporter

from chromium import CHROMIUM, browser  # noqa: F401: a fixture
from conftest import ARTEFACTS, ROOT, binary

if not CHROMIUM:
    collect_ignore = [__file__]

GALLERY = [f for d in ("display/chart", "internal/gantt") for f in sorted((ROOT / "kernel" / d / "testdata").glob("*.svg"))]

# The boxes of the texts, a little smaller than they are, so that neighbours may touch.
BOXES = """svg => {
    const all = svg.viewBox.baseVal;
    const boxes = [...svg.querySelectorAll('text')].map(e => {
        const b = e.getBBox();
        return {text: e.textContent, inBar: e.hasAttribute('fill'), x1: b.x + 1, y1: b.y + 3, x2: b.x + b.width - 1, y2: b.y + b.height - 3};
    });
    const bars = [...svg.querySelectorAll('path')].map(e => e.getBBox()), wrong = [];
    boxes.forEach((a, i) => {
        if (a.x1 < -1 || a.x2 > all.width + 1 || a.y1 < -1 || a.y2 > all.height + 1) wrong.push(a.text + ' is outside');
        if (a.inBar && !bars.some(b => a.x1 >= b.x && a.x2 <= b.x + b.width && a.y1 >= b.y && a.y2 <= b.y + b.height)) wrong.push(a.text + ' leaves its bar');
        boxes.slice(i + 1).forEach(b => {
            if (a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2) wrong.push(a.text + ' overlaps ' + b.text);
        });
    });
    return wrong;
}"""


# Where a reader meets charts: the ink and the ground that the place gives them, or
# as an image, which has its own.
PLACES = {
    "image on a light system": ("light", None),
    "image on a dark system": ("dark", None),
    "VS Code Light Modern": ("dark", ("#3b3b3b", "#ffffff")),
    "VS Code Dark Modern": ("light", ("#cccccc", "#1f1f1f")),
    "JupyterLab Dark": ("light", ("#dedede", "#111111")),
}

# The contrast of each text of a picture to what lies behind it, as WCAG 2 defines
# it: the picture is drawn with and without its texts, and where both differ, also
# in the pixels around, letters cover the ground. What nine tenths of these pixels
# have is the contrast of the text, so that it may cross a line.
CONTRASTS = """async ([svg, ink]) => {
    const scale = 4, parse = s => new DOMParser().parseFromString(s, 'image/svg+xml').documentElement;
    const draw = async root => {
        if (ink) root.setAttribute('style', 'color:' + ink[0] + ';background:' + ink[1]);
        const image = new Image();
        image.src = 'data:image/svg+xml,' + encodeURIComponent(new XMLSerializer().serializeToString(root));
        document.body.replaceChildren(image); // what it prefers is asked on a page only
        await image.decode();
        const canvas = new OffscreenCanvas(image.width * scale, image.height * scale).getContext('2d', {willReadFrequently: true});
        canvas.drawImage(image, 0, 0, image.width * scale, image.height * scale);
        return canvas;
    };
    const blank = parse(svg);
    blank.querySelectorAll('text').forEach(e => e.setAttribute('visibility', 'hidden'));
    const [full, empty] = [await draw(parse(svg)), await draw(blank)];
    document.body.replaceChildren(parse(svg));
    const linear = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const luminance = (d, i) => 0.2126 * linear(d[i]) + 0.7152 * linear(d[i + 1]) + 0.0722 * linear(d[i + 2]);
    const found = {};
    for (const e of document.querySelectorAll('text')) {
        const b = e.getBBox(), w = Math.ceil(b.width * scale), h = Math.ceil(b.height * scale);
        const at = [Math.floor(b.x * scale), Math.floor(b.y * scale), w, h];
        const [p, q] = [full.getImageData(...at).data, empty.getImageData(...at).data];
        const differs = i => Math.abs(p[i] - q[i]) + Math.abs(p[i + 1] - q[i + 1]) + Math.abs(p[i + 2] - q[i + 2]) > 24;
        const ratios = [];
        for (let i = 4 * w + 4; i < p.length - 4 * w - 4; i += 4) {
            if (![i, i - 4, i + 4, i - 4 * w, i + 4 * w].every(differs)) continue;
            const [l, m] = [luminance(p, i), luminance(q, i)];
            ratios.push((Math.max(l, m) + 0.05) / (Math.min(l, m) + 0.05));
        }
        found[e.textContent] = ratios.sort((r, s) => r - s)[Math.floor(ratios.length / 10)] || 1;
    }
    return found;
}"""


# The lightness of the corner of an image.
GROUND = """() => {
    const c = document.createElement('canvas').getContext('2d');
    c.drawImage(document.querySelector('img'), 0, 0);
    return c.getImageData(2, 2, 1, 1).data[0];
}"""


def page(browser, dark, body, system="light"):
    p = browser.new_page(viewport={"width": 720, "height": 400}, color_scheme=system)
    p.set_content("<body style='margin:0;%s'>%s" % ("background:#111;color:#e0e0e0" if dark else "", body))
    return p


@pytest.mark.parametrize("svg", GALLERY, ids=lambda p: p.stem)
def test_text_stands_apart(browser, svg):
    p = page(browser, False, svg.read_text())
    wrong = p.locator("svg").evaluate(BOXES)
    p.close()
    assert wrong == []


@pytest.mark.parametrize("place", PLACES)
def test_text_reads(browser, place):
    """All text has the contrast to its ground that WCAG 2 asks for, 4.5 : 1."""
    system, ink = PLACES[place]
    p = page(browser, False, "", system)
    poor = {f.stem: {t: round(c, 2) for t, c in p.evaluate(CONTRASTS, [f.read_text(), ink]).items() if c < 4.5} for f in GALLERY}
    p.close()
    assert {name: texts for name, texts in poor.items() if texts} == {}


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
        assert p.evaluate(GROUND) == want
        p.close()


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """A notebook with one chart, executed."""
    folder = tmp_path_factory.mktemp("chart")
    cell = 'import "gosched/kernel/display/chart"\nchart.Bar([]string{"协程", "线程"}, []int{1, 5}).Titled("切换 switches")'
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)]), folder / "chart.ipynb")
    subprocess.run([binary(), "run", "-inplace", "chart.ipynb"], cwd=folder, check=True, timeout=60)
    return nbformat.read(folder / "chart.ipynb", 4)


# What the webview of VS Code's notebooks and its built-in renderer of text/html do,
# as far as a chart can notice.
VSCODE = """<!DOCTYPE html><html style="--vscode-editor-foreground:%s;--vscode-editor-background:%s">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:">
<style>
    body { color: var(--vscode-editor-foreground); background: var(--vscode-editor-background); }
    img { max-width: 100%%; max-height: 100%%; }
</style>
<div id=output></div>"""


@pytest.mark.parametrize("system,ink", [PLACES[n] for n in PLACES if n.startswith("VS Code")])
def test_vscode(browser, notebook, system, ink):
    """VS Code takes the HTML, whose image replaces itself by an element in the theme's ink."""
    data = notebook.cells[0].outputs[0].data
    p = browser.new_page(color_scheme=system)
    p.set_content(VSCODE % ink)
    p.evaluate("""html => {
        const e = document.createElement('div');
        e.innerHTML = html;
        document.querySelector('#output').append(e);
    }""", data["text/html"])
    p.wait_for_selector("#output svg", timeout=10_000)
    assert p.evaluate("""() => {
        const s = document.querySelector('#output svg'), t = getComputedStyle(s.querySelector('text'));
        return [t.fill, getComputedStyle(s).backgroundColor, document.querySelectorAll('img').length];
    }""") == ["rgb(%d, %d, %d)" % tuple(bytes.fromhex(ink[0][1:])), "rgba(0, 0, 0, 0)", 0]
    p.close()


def test_github(browser, notebook):
    """GitHub converts notebooks by nbconvert, with SVG as it is, and removes scripts,
    style and event handlers: the image is left, with what it says to those who do
    not see it."""
    html, _ = HTMLExporter(template_name="basic", skip_svg_encoding=True).from_notebook_node(notebook)
    tags = ["img", "div", "pre", "span", "table", "thead", "tbody", "tr", "th", "td", "p", "a"]
    clean = bleach.clean(html, tags, {"*": ["class"], "img": ["src", "alt"]}, ["http", "https", "data"], strip=True)
    assert "svg:root" not in clean and clean.count("<img") == 1
    for system, ground in ("light", 255), ("dark", 17):
        p = page(browser, system == "light", clean, system)
        p.wait_for_function("() => document.querySelector('img').complete")
        assert p.evaluate("() => { const i = document.querySelector('img'); return [i.naturalWidth, i.alt.split(' (')[0]]; }") == [680, "切换 switches"]
        assert p.evaluate(GROUND) == ground
        p.close()


def test_gallery(browser):
    """Pictures of all charts, light and dark, for people to look at."""
    for dark in False, True:
        p = page(browser, dark, "<div style='display:flex;flex-wrap:wrap;gap:20px'>%s</div>" % "".join("<div>%s</div>" % f.read_text() for f in GALLERY))
        p.set_viewport_size({"width": 1420, "height": 900})
        p.screenshot(path=str(ARTEFACTS / ("charts-dark.png" if dark else "charts-light.png")), full_page=True)
        p.close()
