"""jupyter_kernel_test with every sample set: nothing of it is skipped."""

import jupyter_kernel_test as jkt

from conftest import KERNEL


class Kernel(jkt.KernelTests):
    kernel_name = KERNEL
    language_name = "go"
    file_extension = ".go"

    code_hello_world = 'fmt.Println("hello, world")'
    code_stderr = 'fmt.Fprintln(os.Stderr, "to stderr")'
    code_page_something = "fmt.Println?"
    code_generate_error = 'panic("on purpose")'
    code_clear_output = "display.Clear(false)"
    code_inspect_sample = "fmt.Println"
    code_history_pattern = "1?2*"

    completion_samples = [
        {"text": "strings.Cut", "matches": ["Cut", "CutPrefix", "CutSuffix"]},
        {"text": "runtime.Gos", "matches": ["Gosched"]},
        {"text": "zzz", "matches": []},
    ]
    complete_code_samples = ["1", "x := 1", 'import "fmt"', "func f() {}", "for {\n}", "// nothing"]
    incomplete_code_samples = ["for {", "f(1,", "x :=", "func f() {", "`raw", "1 +", "/* open"]
    invalid_code_samples = ["}", "x := )", 'import "fmt', "func 1() {}"]

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "1+2+3", "result": "6"},
        {"code": '"go" + "sched"', "result": '"gosched"'},
        {"code": "[]int{1, 2}", "result": "[1 2]"},
        {"code": "1<<2", "result": "4"},
    ]
    code_display_data = [
        {"code": 'display.Show(display.HTML("<b>bold</b>"))', "mime": "text/html"},
        {"code": 'display.Show(display.SVG(`<svg xmlns="http://www.w3.org/2000/svg"/>`))', "mime": "image/svg+xml"},
        {"code": 'display.Show(display.Markdown("*it*"))', "mime": "text/markdown"},
    ]
    supported_history_operations = ("tail", "range", "search")


class Welcome(jkt.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


def test_every_sample_is_set():
    """A sample that is not set skips its test silently; none may be missing."""
    for name in vars(jkt.KernelTests):
        if name.startswith(("code_", "completion_", "complete_", "incomplete_", "invalid_", "supported_")):
            assert getattr(Kernel, name), name
