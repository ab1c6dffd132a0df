package magic

import (
	"fmt"
	"strings"
	"testing"
)

// describe writes a script as one line for each call and the Go code quoted.
func describeScript(s *Script) string {
	if s == nil {
		return "no magic"
	}
	var b strings.Builder
	for i := range s.Calls {
		c := &s.Calls[i]
		fmt.Fprintf(&b, "%s(%q", c.Command.Name, c.Args)
		if c.Body != "" {
			fmt.Fprintf(&b, ", %q", c.Body)
		}
		b.WriteString(") ")
	}
	if s.Go != "" {
		fmt.Fprintf(&b, "Go %q", s.Go)
	}
	return strings.TrimSpace(b.String())
}

func TestSplit(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"", "no magic"},
		{"x := 1", "no magic"},
		{"// %time in a comment\nx := 1", "no magic"},
		{"x := 1\n%who", "no magic"},
		{"a := `\n%who`", "no magic"},
		{"%who", `who("")`},
		{"  %who  var ", `who("var")`},
		{"\n// first\n%who\n", `who("")`},
		{"%cd /a b\n!ls -l\nf()", `cd("/a b") !("ls -l") Go "        \n      \nf()"`},
		{"%time f(3)", `time("f(3)")`},
		{"%time f(3)\ng()", `time("f(3)") Go "          \ng()"`},
		{"%time\nf()\ng()", `time("", "     \nf()\ng()")`},
		{"%who\n%time\n\nf()", `who("") time("", "    \n     \n\nf()")`},
		{"%%time\nf()", `time("", "\nf()")`},
		{"%%bash\n", `bash("")`},
		{"%%bash\nls\n  %x\n", `bash("", "ls\n  %x\n")`},
		{"\n%%writefile -a f.go\nbody", `writefile("-a f.go", "body")`},
		{"fmt.Println?", `?("fmt.Println?")`},
		{"exit", `exit("exit")`},
		{"quit\n", `exit("quit")`},
		{"exit(0)", "no magic"},
		{"%time??", `?("%time??")`},
		{"x??", `?("x??")`},
		{"x???", "no magic"},
		{"f(x)?", "no magic"},
		{"!", `!("")`},
		{"(!ok)", "no magic"},
		{"%who\r\nx", `who("") Go "     \nx"`},

		{"%nonsense", "error: there is no %nonsense; %help lists the commands"},
		{"%tmie 3", "error: there is no %tmie; did you mean %time [STATEMENT]?"},
		{"%%basj\n", "error: there is no %%basj; did you mean %%bash?"},
		{"% time", "error: %: a name is missing; %help lists the commands"},
		{"%bash ls", "error: %bash: is written with %% on the first line of a cell: %%bash"},
		{"%%who\n", "error: %%who: is written with one %: %who [KIND...]"},
		{"%who\n%%bash\nls", "error: %%bash: a %% magic must be the first line of the cell"},
		{"%time\n%who\nf()", "error: %time: alone on its line it takes the Go code below; put other magic lines above it"},
	} {
		s, err := Split(test.src)
		got := describeScript(s)
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != test.want {
			t.Errorf("%q\ngot  %s\nwant %s", test.src, got, test.want)
		}
	}
}

// FuzzSplit checks that what is left as Go stands where it stood.
func FuzzSplit(f *testing.F) {
	f.Add("%cd /a b\n!ls\n// x\n\nf()\n%who")
	f.Add("%%time -n 3\nx?")
	f.Add("\n世?\n%世\n")
	f.Fuzz(func(t *testing.T, src string) {
		Complete(src, len(src), nil)
		Describe(src, len(src))
		if n := len([]rune(Blank(src))); n != len([]rune(src)) {
			t.Errorf("%q has %d code points when blanked", src, n)
		}
		s, err := Split(src)
		if err != nil || s == nil {
			return
		}
		texts := []string{s.Go}
		for i := range s.Calls {
			if c := &s.Calls[i]; !c.cell {
				texts = append(texts, c.at(c.Args))
			}
		}
		for _, text := range texts {
			for i := range len(text) {
				if text[i] != ' ' && text[i] != src[i] {
					t.Fatalf("%q: byte %d of %q moved", src, i, text)
				}
			}
		}
	})
}

func TestMisplaced(t *testing.T) {
	for src, want := range map[string]string{
		"x := 1\n %time f(x)\n": "%time f(x)",
		"x := 1\n%%bash\nls":    "%%bash",
		"x := a\n\t% b\n%d\ny?": "",
	} {
		if got, ok := Misplaced(src); got != want || ok != (want != "") {
			t.Errorf("Misplaced(%q) = %q, %v", src, got, ok)
		}
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{
		"tmie": "time", "timit": "timeit", "evn": "env", "hlep": "help", "writefle": "writefile", "w": "", "zzzz": "", "pwd": "",
	} {
		got := ""
		if c := nearest(name); c != nil {
			got = c.Name
		}
		if got != want {
			t.Errorf("nearest(%s) is %q, want %q", name, got, want)
		}
	}
}

func TestBlank(t *testing.T) {
	for src, want := range map[string]string{
		"x := 1":                   "x := 1",
		"%time f(世)\n!echo 世\nx":   "      f(世)\n       \nx",
		"%%timeit -n 3\nf()":       "             \nf()",
		"%timeit -r2 f(-n)":        "            f(-n)",
		"  %who\n// c\n%cd /tmp\n": "      \n// c\n        \n",
		"%help fmt.Print":          "      fmt.Print",
		"fmt.Print??\nx":           "fmt.Print  \nx",
		"%nosuch x":                "        x",
	} {
		if got := Blank(src); got != want {
			t.Errorf("Blank(%q) = %q, want %q", src, got, want)
		}
	}
}
