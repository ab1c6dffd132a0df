"""The tools for compiled cells: %%bench, %%prof, %%test, %%vet, %%escape and %%asm."""

import re
import time

import pytest

from conftest import processes, text, wait_until

FIB = "func fib(n int) int {\n\tif n < 2 {\n\t\treturn n\n\t}\n\treturn fib(n-1) + fib(n-2)\n}"
BUILDING = 120  # what may be compiled for the first time


def shown(out):
    """The displays as they are at the end, as text."""
    last = {}
    for m in out:
        if m["msg_type"] in ("display_data", "update_display_data"):
            last[m["content"]["transient"]["display_id"]] = m["content"]["data"]["text/plain"]
    return "\n".join(last.values())


def run(kernel, cell, status="ok"):
    reply, out = kernel.execute(cell, timeout=BUILDING)
    assert reply["status"] == status, (reply, text(out), text(out, "stderr"))
    return reply, out


def test_bench(kernel):
    """Benchmark functions: medians, spread, allocations, the ratio to the first."""
    run(kernel, FIB)
    _, out = run(kernel, """%%bench -count 6 -benchtime 500x -benchmem
func BenchmarkSmall(b *testing.B) {
	for b.Loop() {
		fib(5)
	}
}

func BenchmarkLarge(b *testing.B) {
	fmt.Println("set up")
	for b.Loop() {
		fib(15)
	}
}""")
    table = shown(out)
    assert re.search(r"name +time/op +B/op +allocs/op +vs first", table), table
    assert re.search(r"Small +[\d.]+[nµ]s ± +\d+% +0 ± 0% +0 ± 0%\n", table), table
    assert re.search(r"Large +[\d.]+[nµm]s ± +\d+% .* +\d+× \(p=0.002 n=6\)", table), table
    assert text(out).count("set up") == 6, text(out)
    assert re.search(r"compiled in (?s:.*)\bran ", shown(out)) and text(out, "stderr") == ""


def test_bench_statements(kernel):
    """Where there is no function, the statements are the loop."""
    run(kernel, FIB)
    run(kernel, "words := []string{\"a\", \"b\"}")
    _, out = run(kernel, "%%bench -count 2 -benchtime 100x -use words\ns := strings.Join(words, \"\")\nlen(s) + fib(3)")
    assert re.search(r"Statements +[\d.]+[nµ]s ± ∞¹", shown(out)), shown(out)
    assert "need >= 6 samples" in shown(out)
    assert text(out) == ""


def test_bench_of_session(kernel):
    """Without either, the session's benchmarks are run; some of them with -bench."""
    run(kernel, "import \"testing\"\nfunc BenchmarkOne(b *testing.B) { for b.Loop() {} }\nfunc BenchmarkTwo(b *testing.B) { for b.Loop() {} }")
    _, out = run(kernel, "%%bench -count 1 -benchtime 10x -bench Two -cpu 1,2")
    assert re.search(r"^Two +[\d.]+[nµ]s", shown(out), re.M), shown(out)
    assert re.search(r"^Two-2 +[\d.]+[nµ]s", shown(out), re.M), shown(out)
    assert "One" not in shown(out)


def test_bench_failure(kernel):
    """A benchmark that fails leaves the results of the others."""
    reply, out = run(kernel, """%%bench -count 1 -benchtime 10x
func BenchmarkGood(b *testing.B) { for b.Loop() {} }
func BenchmarkBad(b *testing.B) { b.Fatal("no") }""", "error")
    assert reply["ename"] == "benchmark failed" and "BenchmarkBad" in reply["evalue"], reply
    assert "Good" in shown(out)
    assert re.search(r"cell \d+, line 3: no", text(out)), text(out)


def test_tests(kernel):
    """Each kind of test, with its outcome and the place of its complaint."""
    reply, out = run(kernel, """%%test
func double(n int) int { return 2 * n }

func TestDouble(t *testing.T) {
	t.Run("good", func(t *testing.T) {})
	t.Run("bad", func(t *testing.T) {
		t.Errorf("got %d", double(2))
	})
	t.Run("skipped", func(t *testing.T) { t.Skip("not now") })
}

func ExampleDouble() {
	fmt.Println(double(2))
	// Output: 5
}

func FuzzDouble(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, n int) { double(n) })
}""", "error")
    table = shown(out)
    for line in (r"^✗ TestDouble", r"^✓ +good", r"^✗ +bad +0.00 s +cell \d+, line 7: got 4$", r"^– +skipped .*not now$",
                 r"^✗ ExampleDouble .*got: 4 want: 5$", r"^✓ +seed#0", r"^4 passed, 3 failed, 1 skipped$|^3 passed, 3 failed, 1 skipped$"):
        assert re.search(line, table, re.M), (line, table)
    assert reply["ename"] == "test failure", reply
    assert any(re.search(r"cell \d+, line 7: got 4", line) for line in reply["traceback"]), reply
    assert "t.Errorf(\"got %d\", double(2))" in "\n".join(reply["traceback"])
    run(kernel, "double(21)")  # has joined the session


def test_tests_pass(kernel):
    """Tests that pass, chosen, repeated; a panic is told with its line."""
    cell = """%%test -run A -count 2
func TestA(t *testing.T) { t.Log("in A") }
func TestB(t *testing.T) { var m map[string]int; m["a"] = 1 }"""
    _, out = run(kernel, cell)
    assert "✓ TestA  0.00 s\n✓ TestA  0.00 s\n2 passed\n" in shown(out), shown(out)
    assert len(re.findall(r"cell \d+, line 2: in A", text(out))) == 2
    reply, out = run(kernel, cell.replace("-run A -count 2", ""), "error")
    assert "assignment to entry in nil map" in reply["evalue"], reply
    assert any(re.search(r"cell \d+, line 3", line) for line in reply["traceback"]), reply
    assert re.search("✗ TestB .*panic: assignment", shown(out)), shown(out)


def test_tests_race(kernel):
    """A test with a race fails under -race."""
    reply, out = run(kernel, """%%test -race
func TestRace(t *testing.T) {
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { n++ })
	}
	wg.Wait()
}""", "error")
    assert "✗ TestRace" in shown(out), (reply, shown(out))
    assert re.search(r"cell \d+, line 6", text(out) + text(out, "stderr")), text(out, "stderr")


def test_vet(kernel):
    """Findings are mistakes with excerpt and caret; what has none says so."""
    reply, _ = run(kernel, "%%vet\nname := \"x\"\nfmt.Printf(\"%d\\n\", name)", "error")
    assert reply["ename"] == "vet", reply
    assert "fmt.Printf format %d has arg name of wrong type string" in reply["evalue"]
    assert any("^" in line for line in reply["traceback"]), reply
    _, out = run(kernel, "%%vet\nvar mu sync.Mutex\nmu.Lock()")
    assert "finds nothing" in shown(out)


def test_escape(kernel):
    """What escapes and why, beside its line."""
    _, out = run(kernel, "%%escape\nfunc leak() *int {\n\tx := 1\n\treturn &x\n}\n\nfunc sum(xs []int) (s int) {\n\tfor _, x := range xs {\n\t\ts += x\n\t}\n\treturn s\n}\nfmt.Println(*leak(), sum(nil))")
    page = shown(out)
    for line in (r"^ +3 +x := 1 +moved to heap: x \(return &x, line 4\)$", r"^ +7 +func sum.* +does not escape: xs$", r"inlining call to leak, sum"):
        assert re.search(line, page, re.M), (line, page)
    assert "gosched" not in page and "cannot inline cell" not in page, page


def test_asm(kernel):
    """The instructions of each line; of one function, if it is named."""
    cell = "%%asm\nfunc add(x, y int) int {\n\treturn x + y\n}\n\nfunc fib(n int) int {\n\tif n < 2 {\n\t\treturn n\n\t}\n\treturn fib(n-1) + fib(n-2)\n}"
    _, out = run(kernel, cell)
    page = shown(out)
    assert re.search(r"^ +3 +return x \+ y\n +\d+ +ADD", page, re.M), page
    assert "CALL    fib" in page and "check of the stack" in page and "morestack" not in page and "PCDATA" not in page, page
    _, out = run(kernel, cell.replace("%%asm", "%%asm add"))
    assert "add:" in shown(out) and "fib" not in shown(out), shown(out)
    reply, _ = run(kernel, cell.replace("%%asm", "%%asm sub"), "error")
    assert "no function sub" in reply["evalue"]


def test_prof(kernel):
    """Where the time goes: the calls as a flame graph, the lines of this cell and of others."""
    run(kernel, FIB)
    cell = "%%prof\ntotal := 0\nfor range 600 {\n\ttotal += fib(25)\n}\nfmt.Println(total)"
    reply, out = run(kernel, cell)
    assert text(out) == "45015000\n"
    pictures = [m["content"]["data"]["image/svg+xml"] for m in out if "image/svg+xml" in m["content"].get("data", {})]
    assert len(pictures) == 1 and "main.fib" in pictures[0] and "Where processor time goes" in pictures[0]
    page = shown(out)
    assert re.search(r"^cell \d+, line 5 +return fib\(n-1\) \+ fib\(n-2\)  +[\d.]+ m?s", page, re.M), page
    assert re.search(r"^cell %d, line 4 +total \+= fib\(25\)" % reply["execution_count"], page, re.M), page
    assert "gosched" not in page, page
    reply, out = run(kernel, cell)  # from the same binary, by the new number
    assert re.search(r"^cell %d, line 4 +total" % reply["execution_count"], shown(out), re.M) and "compiled before" in shown(out), shown(out)


def test_prof_kinds(kernel):
    """Memory, waits, and locks that make others wait."""
    _, out = run(kernel, "%%prof -mem\nvar all [][]byte\nfor range 100 {\n\tall = append(all, make([]byte, 1e5))\n}\nlen(all)")
    assert re.search(r"line 4 +all = append\(.* (9|10|11)(\.\d+)? MB +", shown(out)), shown(out)
    _, out = run(kernel, "%%prof -block\nch := make(chan int)\ngo func() {\n\ttime.Sleep(200 * time.Millisecond)\n\tch <- 1\n}()\n<-ch")
    assert re.search(r"line 7 +<-ch  .* 100.0 %", shown(out)), shown(out)
    _, out = run(kernel, "%%prof -mutex\nvar mu sync.Mutex\nvar wg sync.WaitGroup\nfor range 4 {\n\twg.Go(func() {\n\t\tmu.Lock()\n\t\ttime.Sleep(20 * time.Millisecond)\n\t\tmu.Unlock()\n\t})\n}\nwg.Wait()")
    assert re.search(r"line 8 +mu\.Unlock\(\)", shown(out)), shown(out)
    _, out = run(kernel, "%%prof -mutex\nfmt.Println(1)")
    assert "no goroutine waited for a lock" in shown(out), shown(out)


def test_prof_endings(kernel):
    """A panic, os.Exit and an interrupt leave a profile."""
    spin = "for i := 0; ; i++ {\n\tif i == 500_000_000 {\n\t\tpanic(\"enough\")\n\t}\n}"
    reply, out = run(kernel, "%%prof\n" + spin, "error")
    assert reply["ename"] == "panic" and "line 2" in shown(out), (reply, shown(out))
    reply, out = run(kernel, "%%prof\n" + spin.replace('panic("enough")', "os.Exit(3)"), "error")
    assert "exit status 3" in reply["evalue"] and "line 2" in shown(out), (reply, shown(out))
    msg = kernel.send("%%prof\nfmt.Println(1)\nfor {\n}")
    while kernel.kc.get_iopub_msg(timeout=BUILDING)["msg_type"] != "stream":
        pass
    time.sleep(0.5)  # of processor time, to be found
    kernel.km.interrupt_kernel()
    reply, out = kernel.gather(msg)
    assert reply["ename"] == "Interrupted" and re.search(r"line 3 +for \{", shown(out)), (reply, shown(out))


@pytest.mark.parametrize("cell, said", [
    ("%%prof -mem -block\n1", "cannot be measured at once"),
    ("%%prof -mutx\n1", "did you mean -mutex?"),
    ("%%prof\ntype T int", "no statements to be run"),
    ("%%bench -cuont 3\n1", "unknown flag -cuont; did you mean -count N?"),
    ("%%bench -count x\n1", "-count needs a positive number"),
    ("%%test -rnu A", "did you mean -run REGEXP?"),
    ("%%test", "neither the cell nor the session has tests"),
    ("%%bench", "neither benchmarks nor statements"),
    ("%%asm", "neither functions nor statements"),
    ("%%vet -fix\n1", "unknown flag -fix"),
    ("%%becnh\n1", "did you mean %%bench"),
    ("%%bench\nundefined()", "undefined: undefined"),
])
def test_misuse(kernel, cell, said):
    reply, _ = run(kernel, cell, "error")
    assert said in reply["evalue"], reply


@pytest.mark.parametrize("magic", ["bench", "prof", "test", "vet", "escape", "asm"])
def test_no_toolchain(kernel, magic):
    """Without Go one sentence says what to install."""
    run(kernel, "%env PATH=/nowhere")
    reply, _ = run(kernel, "%%%%%s\nfunc TestA(t *testing.T) {}\n1" % magic, "error")
    assert reply["ename"] == "not installed" and "go.dev/dl" in reply["evalue"], reply


def test_unchanged(kernel):
    """An unchanged cell is not built again, and what it says has the cell's new number."""
    cell = "%%bench -count 1 -benchtime 10x\nlen(\"abc\")"
    run(kernel, cell)
    _, out = run(kernel, cell)
    assert "compiled before" in shown(out), shown(out)
    cell = "%%test\nfunc TestA(t *testing.T) { t.Error(\"no\") }"
    run(kernel, cell, "error")
    reply, out = run(kernel, cell, "error")
    assert "compiled before" in shown(out), shown(out)
    assert "cell %d, line 2: no" % reply["execution_count"] in shown(out), shown(out)


def test_interrupt(kernel):
    """An interrupt ends benchmarks and leaves nothing behind."""
    before = len(processes())
    msg = kernel.send("%%bench -count 100\ntime.Sleep(time.Millisecond)")
    while True:
        m = kernel.kc.get_iopub_msg(timeout=BUILDING)
        if m["msg_type"] == "display_data" and "running" in m["content"]["data"]["text/plain"]:
            break
    kernel.km.interrupt_kernel()
    reply, _ = kernel.gather(msg)
    assert reply["status"] == "error" and reply["ename"] == "Interrupted", reply
    assert wait_until(lambda: len(processes()) <= before + 1)  # the worker
    run(kernel, "1 + 1")
