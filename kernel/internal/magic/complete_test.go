package magic

import (
	"fmt"
	"strings"
	"testing"
)

// TestComplete completes at the |.
func TestComplete(t *testing.T) {
	for src, want := range map[string]string{
		"%|":                      "0: %%asm %%bash %%bench %%escape %%go %%prof %%race %%test %%time %%timeit %%trace %%vet %%writefile %cd %env %get %goroutines %help %leaks %mod %program %reset %time %timeit %who",
		"  %ti|":                  "2: %time %timeit",
		"%%t|":                    "0: %%test %%time %%timeit %%trace",
		"%t|imeit f()":            "0: %time %timeit",
		"%cd\n%wh|":               "4: %who",
		"%zz|":                    "0:",
		"%zz x|":                  "5:",
		"x %|":                    "Go",
		"|":                       "Go",
		"%who\nx|":                "Go",
		"%who\n// x|":             "Go",
		"%time f|":                "Go",
		"%timeit -|":              "8: -n -r",
		"%timeit -n 3 f|":         "Go",
		"%%timeit -|\nf()":        "9: -n -r",
		"%%timeit -n 3\nf|":       "Go",
		"%program -|":             "9: -n",
		"%program x|":             "9: files x",
		"%cd |":                   "4: directories ",
		"%cd a/b|":                "4: directories a/b",
		"%%writefile -|":          "12: -a",
		"%%writefile -a x|\nbody": "15: files x",
		"%%writefile a\nbody f|":  "19:",
		"%%bash\nls /et|":         "10: shell /et",
		"%%bash\nls>/et|":         "10: shell /et",
		"!cat --x=da|":            "9: shell da",
		"!cat -|":                 "5: shell -",
		"!|":                      "1: shell ",
		"%env G|":                 "5: GA GO",
		"%env -|":                 "5: -u",
		"%env -u G|":              "8: GA GO",
		"%get -|":                 "5: -u",
		"%mod re|":                "5: replace reset directories re",
		"%who v|":                 "5: var",
		"%who var |":              "9: var func method type const import",
		"%help %t|":               "6: %time %timeit",
		"%help fmt.P|":            "Go",
		"fmt.P|?":                 "Go",
		"\n// note\n\t%cd x|":     "14: directories x",
	} {
		before, after, _ := strings.Cut(src, "|")
		c, ok := Complete(before+after, len(before), []string{"GO=1", "GA=2", "A=3"})
		got := "Go"
		if ok {
			got = fmt.Sprintf("%d:", c.Start)
			for _, m := range c.Matches {
				got += " " + m.Text
			}
			if c.Files != NoFiles {
				got += [...]string{"", " files ", " directories ", " shell "}[c.Files] + c.Typed
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s", src, got, want)
		}
	}
}

func TestDescribe(t *testing.T) {
	for src, want := range map[string]string{
		"x\n%ti|me f":     "Go",
		"%who\n%ti|me f":  "%time [STATEMENT]\n\nsays",
		"%time f|":        "Go",
		"%timeit -n 3 f|": "Go",
		"%cd x|":          "%cd [DIR]\n\nchanges",
		"!l|s":            "!COMMAND\n\nruns",
		"%%bash\nl|s":     "",
		"%%time\nl|s":     "Go",
		"%nosuch|":        "",
		"%help fm|t":      "Go",
		"fm|t?":           "Go",
	} {
		before, after, _ := strings.Cut(src, "|")
		got, markdown, ok := Describe(before+after, len(before))
		if !ok {
			got = "Go"
		}
		if !strings.HasPrefix(got, want) || (got == "") != (want == "") || strings.HasPrefix(got, "%") != strings.HasPrefix(markdown, "```text\n%") {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}
