"""JupyterLab in Chromium, used as a person would. Screenshots are kept in artefacts/."""

import re
import time

import pytest

from chromium import CHROMIUM, CONTRAST, Notebook, browser, lab, no_process_left  # noqa: F401 (fixtures)
from conftest import KERNEL

pytestmark = pytest.mark.timeout(400)

if not CHROMIUM:  # said loudly by make chromium; without a browser there is nothing to collect
    collect_ignore = [__file__]


@pytest.fixture
def scratch(lab, browser):
    """A new notebook with one empty cell."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook
    base, folder = lab
    nb = new_notebook(cells=[new_code_cell("")], metadata={"kernelspec": {"name": KERNEL, "display_name": "Go", "language": "go"}})
    nbformat.write(nb, folder / "scratch.ipynb")
    n = Notebook(browser, base, "scratch.ipynb")
    yield n
    n.close()


def test_goroutines_screenshot(scratch):
    cell = scratch.run_cell('''results := make(chan string)
for id := range 3 {
	go func() {
		time.Sleep(time.Duration(3-id) * 50 * time.Millisecond)
		results <- fmt.Sprint("worker ", id, " done")
	}()
}
for range 3 {
	fmt.Println(<-results)
}''')
    scratch.output(cell).get_by_text("worker 0 done").wait_for()
    lines = scratch.output(cell).inner_text().split("\n")[:3]
    assert sorted(lines) == ["worker 0 done", "worker 1 done", "worker 2 done"]  # a busy machine may wake them in another order
    scratch.shot("goroutines")


def test_errors_are_readable(scratch):
    """In the light theme and in the dark one: what is coloured and what is not."""
    cell = scratch.run_cell("reslts + 1")
    caret = scratch.output(cell).locator(".ansi-bold", has_text=re.compile(r"^\^$"))
    try:
        for name in ("Dark", "Light"):
            scratch.theme(name)
            caret.wait_for()
            for part in (caret, scratch.output(cell).locator(".ansi-bold").first, scratch.output(cell).locator("pre")):
                assert part.evaluate(CONTRAST) > 3, (name, part.inner_text())
            scratch.shot("wrong-cell-" + name.lower())
    finally:
        scratch.theme("Light")


def test_charts(scratch):
    """A chart becomes part of the page: it has the ink of the theme, and titles under the pointer."""
    cell = scratch.run_cell('chart.Gantt([]chart.Span{{Lane: "小明", Label: "写信", To: time.Second}, {Lane: "Bob", From: time.Second, To: 3 * time.Second}}).Titled("谁在里面 · Who was inside")')
    picture = scratch.output(cell).locator("svg[role=img]")
    try:
        for name in ("Dark", "Light"):
            scratch.theme(name)
            picture.wait_for()
            assert picture.evaluate(CONTRAST) > 7, name
            assert picture.locator("title").first.text_content() == "小明 · 写信: 0 to 1 s, 1 s"
            scratch.shot("chart-" + name.lower())
    finally:
        scratch.theme("Light")
    cell = scratch.run_cell('[]struct{ Name string; N int }{{"小明", 1}, {"<b>", 22}}')
    table = scratch.output(cell).locator("table")
    table.wait_for()
    assert table.inner_text().split() == ["Name", "N", "小明", "1", "<b>", "22"]
    scratch.shot("table")


def test_timeline(scratch):
    """The timeline of a cell is a picture in the page's ink, which says under the pointer who
    woke whom, above its table; nothing of it overflows."""
    cell = scratch.run_cell("""%%trace
var mu sync.Mutex
var cars sync.WaitGroup
for range 4 {
	cars.Go(func() {
		for range 3 {
			mu.Lock()
			time.Sleep(2 * time.Millisecond)
			mu.Unlock()
			for i := range 50_000 {
				_ = i * i
			}
		}
	})
}
cars.Wait()""")
    picture = scratch.output(cell).locator("svg[role=img]")
    try:
        for name in ("Dark", "Light"):
            scratch.theme(name)
            picture.wait_for()
            assert picture.evaluate(CONTRAST) > 7, name
            scratch.shot("timeline-" + name.lower())
    finally:
        scratch.theme("Light")
    titles = picture.locator("title").all_text_contents()
    assert any("sync.Mutex.Lock" in t and "woken by goroutine" in t for t in titles), titles
    assert any(" → " in t for t in titles) and any(t.startswith("P0: runs goroutine") for t in titles), titles
    table = scratch.output(cell).locator("table")
    assert "sync.WaitGroup.Wait" in table.inner_text()
    for part in picture, table:
        assert part.evaluate("e => e.getBoundingClientRect().right <= e.closest('.jp-OutputArea-output').getBoundingClientRect().right + 1")


def test_deadlock(scratch):
    """A deadlock has the message, below it the table and the circle in the page's ink."""
    scratch.run_cell("""forks := make([]sync.Mutex, 5)
var dinner sync.WaitGroup
for i := range forks {
	dinner.Go(func() {
		forks[i].Lock()
		defer forks[i].Unlock()
		time.Sleep(10 * time.Millisecond)
		forks[(i+1)%5].Lock()
		defer forks[(i+1)%5].Unlock()
	})
}
dinner.Wait()""")
    cell = scratch.cells().first
    picture = scratch.output(cell).locator("svg[role=img]")
    try:
        for name in ("Dark", "Light"):
            scratch.theme(name)
            picture.wait_for()
            assert picture.evaluate(CONTRAST) > 7, name
            scratch.page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 400")
            scratch.shot("deadlock-" + name.lower())
    finally:
        scratch.theme("Light")
    table = scratch.output(cell).locator("table")
    assert "lock forks[1]" in table.inner_text() and "dinner.Wait: 5 not done" in table.inner_text()
    for part in picture, table:
        assert part.evaluate("e => e.getBoundingClientRect().right <= e.closest('.jp-OutputArea-output').getBoundingClientRect().right + 1")


def test_wrong_cell(scratch):
    """A mistake is shown with its line and a caret under its place, and nothing has run."""
    cell = scratch.run_cell('fmt.Println("must not run")\nfor i := range 3 {\n\tfmt.Println(i, reslts)\n}')
    scratch.output(cell).get_by_text("undefined: reslts").wait_for()
    shown = scratch.output(cell).inner_text().replace("\xa0", " ").split("\n")
    assert re.fullmatch(r"cell \d+, line 3, column 17: undefined: reslts", shown[0])
    source, caret = [line for line in shown if "reslts" in line][1], [line for line in shown if "^" in line][0]
    assert source.expandtabs(8).index("reslts") == caret.expandtabs(8).index("^")
    assert not any("must not run" in line and "|" not in line for line in shown)
    scratch.shot("wrong-cell")


def test_panic_quotes_its_lines(scratch):
    cell = scratch.run_cell('func third(xs []int) int {\n\treturn xs[2]\n}\nthird(nil)')
    scratch.output(cell).get_by_text("index out of range [2] with length 0").wait_for()
    shown = scratch.output(cell).inner_text().replace("\xa0", " ")
    assert re.search(r"main.third at cell \d+, line 2\n    return xs\[2\]\ncell \d+, line 4\n    third\(nil\)", shown)
    scratch.shot("panic")


def test_completion_by_tab(scratch):
    scratch.type_cell("strings.ToUpp")
    scratch.page.keyboard.press("Tab")
    completer = scratch.page.locator(".jp-Completer")
    completer.get_by_text("ToUpperSpecial").wait_for()
    assert completer.locator(".jp-Completer-typeExtended").all_inner_texts() == ["function"] * 2
    completer.get_by_text("func strings.ToUpper(s string) string").wait_for()
    completer.get_by_text("ToUpper returns s with all Unicode letters mapped").wait_for()
    scratch.shot("completion")
    scratch.page.keyboard.press("Enter")
    completer.wait_for(state="hidden")
    assert scratch.cells().first.locator(".cm-content").inner_text().strip() == "strings.ToUpper"


def test_tooltip_by_shift_tab(scratch):
    scratch.type_cell("fmt.Println(")
    scratch.page.keyboard.press("Shift+Tab")
    tip = scratch.page.locator(".jp-Tooltip")
    tip.get_by_text("Println formats using the default formats").first.wait_for()
    tip.get_by_text("func fmt.Println(a ...any) (n int, err error)").wait_for()
    scratch.shot("tooltip")
    scratch.page.keyboard.press("Escape")


def test_tooltip_shows_values(scratch):
    """Of a variable also while a cell runs: type, where it is declared, comment, value."""
    scratch.run_cell("type point struct { X, Y int }\n// where we are\nhere := &point{1, 2}\nfor { here.X++ }")
    time.sleep(0.5)
    scratch.page.keyboard.press("Enter")
    scratch.page.keyboard.press("Control+End")
    scratch.page.keyboard.press("Enter")
    scratch.page.keyboard.insert_text("here")
    scratch.page.keyboard.press("Shift+Tab")
    tip = scratch.page.locator(".jp-Tooltip")
    tip.get_by_text(re.compile(r"here = &\{X:\d{3,} Y:2\}")).wait_for()
    tip.get_by_text("var here *point").wait_for()
    scratch.shot("tooltip-value")
    scratch.page.keyboard.press("Escape")
    scratch.command("Kernel", "Interrupt Kernel")
    scratch.wait_idle(10)


def test_file_names_by_tab(scratch, lab):
    (lab[1] / "measured times.csv").write_text("a,b\n")
    scratch.type_cell('os.ReadFile("mea')
    scratch.page.keyboard.press("Tab")
    completer = scratch.page.locator(".jp-Completer")
    completer.get_by_text("measured times.csv").wait_for()
    completer.get_by_text("func os.ReadFile(name string) ([]byte, error)").wait_for()
    scratch.shot("file-name")
    scratch.page.keyboard.press("Enter")
    completer.wait_for(state="hidden")
    assert scratch.cells().first.locator(".cm-content").inner_text().strip() == 'os.ReadFile("measured times.csv'


def test_stop(scratch):
    scratch.run_cell("for {\n}")
    time.sleep(0.5)
    scratch.page.locator("[data-command='notebook:interrupt-kernel'], jp-button[title^='Interrupt'], button[title^='Interrupt']").first.click()
    scratch.wait_idle(10)
    assert "nterrupt" in scratch.output(scratch.cells().first).inner_text()
    scratch.shot("stopped")
    cell = scratch.run_cell("6 * 7")
    scratch.output(cell).get_by_text("42").wait_for()


def test_restart(scratch):
    scratch.run_cell("kept := 1")
    scratch.wait_idle()
    scratch.command("Kernel", "Restart Kernel…")
    scratch.accept()
    time.sleep(1)
    scratch.wait_idle()
    cell = scratch.run_cell("kept")
    scratch.output(cell).get_by_text("undefined: kept").first.wait_for()
    assert "[1]:" in cell.locator(".jp-InputPrompt").inner_text()
    scratch.shot("restarted")


def test_input_box(scratch):
    cell = scratch.run_cell('name, err := display.Input("your name? ")\n"hello " + name')
    scratch.page.locator(".jp-Stdin-input").fill("gopher")
    scratch.page.keyboard.press("Enter")
    scratch.output(cell).get_by_text("hello gopher").wait_for()


def test_progress_bar_and_rich_output(scratch):
    cell = scratch.run_cell('p := display.Progress(20, "counting")\nfor range 20 {\n\ttime.Sleep(10 * time.Millisecond)\n\tp.Add(1)\n}\np.Done()\ndisplay.HTML("<b id=rich>rich</b>")')
    scratch.page.locator("#rich").wait_for()
    scratch.wait_idle()
    scratch.shot("rich")
    assert "20" in scratch.output(cell).first.inner_text()
