"""The course as its readers meet it, in JupyterLab: each notebook is run by clicking, a
parameter is changed by typing, and the verdict follows. As it was recorded it can be read
in the light theme and in the dark one, on a wide screen and on a narrow one."""

import dataclasses
import re
import shutil

import nbformat
import pytest

from chromium import CHROMIUM, PALE, Notebook, browser, lab, no_process_left  # noqa: F401 (fixtures)
from conftest import ROOT, wait_until
from executed import check, judge, verdicts
from test_charts import BOXES, CONTRASTS, PLACES

pytestmark = pytest.mark.timeout(600)

if not CHROMIUM:  # said loudly by make chromium; without a browser there is nothing to collect
    collect_ignore = [__file__]

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COURSE = [p for p in NOTEBOOKS if p.stem.startswith("NB")]


@dataclasses.dataclass
class Change:
    """What a reader types over what is in a cell, and what then is on the card of an
    experiment, however busy the machine is."""
    old: str  # in one cell of the notebook, and once
    new: str
    experiment: str
    verdict: str = ""  # "" if that depends on times
    expected: object = None
    measured: object = None


# Each notebook of the course has changes here.
CHANGES = {
    "NB01-core": [
        Change("{2, 3, 2}", "{1, 1}", "E001", expected=4),
        Change("one, two := twoBurning(1)", "one, two := twoBurning(2)", "E006", measured=2),
    ],
    "NB04-deadlock": [
        Change("rlockB.As(2), rlockA.As(2)", "rlockA.As(2), rlockB.As(2)", "E046", "holds", measured=False),
        Change("= 10 // ", "= 2 // ", "E043", "holds if", expected=2),
    ],
    "NB13-async": [
        Change("tasks = 10", "tasks = 4", "E199", "holds if", expected=12, measured=12),
        Change("turns = 3", "turns = 1", "E202", "inconclusive", measured="AB"),
    ],
}


def code(nb):
    return [c for c in nb.cells if c.cell_type == "code"]


def charts(notebook):
    """The recorded charts, with the ids of their cells."""
    return [(c.id, o.data["image/svg+xml"]) for c in code(nbformat.read(notebook, as_version=4))
            for o in c.outputs if "image/svg+xml" in o.get("data", {})]


def only(cells, condition):
    """The number of the only cell of which the condition holds."""
    found = [i for i, c in enumerate(cells) if condition(c)]
    assert len(found) == 1, found
    return found[0]


def change(page, nb, c):
    """Types over a text as a person does: the cursor goes there and the text is selected by
    keys. Then the cell is run, and the one with the card of the experiment."""
    parameter = only(code(nb), lambda cell: cell.source.count(c.old) == 1)
    page.select(page.cells().nth(parameter), code(nb)[parameter].source.index(c.old), len(c.old))
    page.page.keyboard.insert_text(c.new)
    page.run_again(parameter)
    run = only(code(nb), lambda cell: c.experiment in verdicts(nbformat.from_dict({"cells": [cell]})))
    if run != parameter:
        page.run_again(run)
    return page.output(page.cells().nth(run))


def on_card(output, verdict):
    """Checks that the page shows the card of a verdict, and no other card."""
    output.get_by_text(re.compile(r"%s .* · %s$" % (verdict["id"], verdict["verdict"]))).wait_for()
    shown = "\n".join(output.all_inner_texts())
    assert shown.count("原文 · claim") == 1
    for fact in "expected", "measured":
        assert "%s · %s" % (verdict[fact]["zh"], verdict[fact]["en"]) in shown


@pytest.mark.parametrize("notebook", COURSE, ids=lambda p: p.stem)
def test_change_and_run_again(lab, browser, notebook):  # noqa: F811
    base, folder = lab
    recorded = nbformat.read(notebook, as_version=4)
    page = Notebook(browser, base, notebook.name)
    page.run_all()
    page.save(folder / notebook.name)
    before = check(folder / notebook.name)
    judge(before, recorded)
    assert {v["U"] for v in verdicts(before).values()} == {"100ms"}
    for c in CHANGES[notebook.stem]:
        output = change(page, before, c)
        page.save(folder / notebook.name)
        after = nbformat.read(folder / notebook.name, as_version=4)
        was, now = verdicts(before)[c.experiment], verdicts(after)[c.experiment]
        assert c.verdict in ("", now["verdict"]), now
        assert c.expected is None or now["expected"]["value"] == c.expected != was["expected"]["value"], now
        assert c.measured is None or now["measured"]["value"] == c.measured != was["measured"]["value"], now
        on_card(output, now)
        output.last.scroll_into_view_if_needed()
        page.shot("course-%s" % c.experiment)
    page.close()


# What is wider than its place: outputs and text between them that scroll to the side, and
# what in them sticks out of them, whether that scrolls or not. On a narrow page tables and
# code may scroll. Things are named by their beginning.
WIDE = """narrow => {
    const name = e => (e.innerText || e.outerHTML).trim().slice(0, 60);
    const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX), right = e => e.getBoundingClientRect().right;
    const wide = new Set();
    for (const area of document.querySelectorAll('.jp-OutputArea-output, .jp-MarkdownOutput')) {
        if (area.scrollWidth > area.clientWidth + 1 && !(narrow && scrolls(area))) wide.add(name(area));
        for (const e of area.querySelectorAll('*:not(svg *)'))
            if (right(e) > right(area) + 1 && !(narrow && scrolls(area) && e.closest('table, pre'))) wide.add(name(e));
    }
    return [...wide];
}"""


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_layout(lab, browser, notebook):  # noqa: F811
    """Nothing is too wide or too pale; charts are there before anything was run."""
    base, folder = lab
    shutil.copy(notebook, folder / "recorded.ipynb")
    page = Notebook(browser, base, "recorded.ipynb")
    images = page.page.locator(".jp-OutputArea-output img")
    outputs = [o for c in code(nbformat.read(notebook, as_version=4)) for o in c.outputs]
    count = sum(o.get("data", {}).get("text/html", "").count("<img") for o in outputs)
    try:
        for theme in "Dark", "Light":
            page.theme(theme)
            for width in 1280, 800:
                page.page.set_viewport_size({"width": width, "height": 900})
                wait_until(lambda: not page.page.evaluate(WIDE, width < 1280))  # once it has been laid out again
                assert page.page.evaluate(WIDE, width < 1280) == [], (theme, width)
                page.page.locator(".jp-OutputArea-output").nth(1).scroll_into_view_if_needed()
                page.shot("course-%s-%s-%d" % (notebook.stem, theme.lower(), width))
            assert page.page.evaluate(PALE, ".jp-OutputArea-output") == [], theme
            assert images.count() == count
            assert all(i.evaluate("i => i.naturalWidth > 0") for i in images.all())
    finally:
        page.theme("Light")
        page.close()


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_text_of_charts(browser, notebook):  # noqa: F811
    """No text of a chart leaves it or covers another, and all have contrast wherever they are read."""
    for system, ink in PLACES.values():
        page = browser.new_page(viewport={"width": 720, "height": 400}, color_scheme=system)
        for cell, svg in charts(notebook):
            poor = {t: round(c, 2) for t, c in page.evaluate(CONTRASTS, [svg, ink]).items() if c < 4.5}
            assert poor == {}, cell
            assert page.locator("svg").evaluate(BOXES) == [], cell
        page.close()
