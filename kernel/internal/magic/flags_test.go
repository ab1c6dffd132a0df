package magic

import (
	"errors"
	"fmt"
	"testing"
)

func TestFlags(t *testing.T) {
	command := &Command{Name: "bench", Form: Cell, Usage: "%%bench [-count N] [-benchmem] [-use X,Y | -gcflags FLAGS] [NAME...]"}
	const usage = "; usage: %%bench [-count N] [-benchmem] [-use X,Y | -gcflags FLAGS] [NAME...]"
	for _, test := range []struct{ args, want string }{
		{"", "map[] []"},
		{"-count 3", "map[count:3] []"},
		{"--count=3 -benchmem", "map[benchmem: count:3] []"},
		{"A -count 3 B -benchmem - C", "map[benchmem: count:3] [A B - C]"},
		{`-gcflags "-m -l" -use x,y`, "map[gcflags:-m -l use:x,y] []"},
		{`-gcflags='-N "x"' ''`, `map[gcflags:-N "x"] []`},
		{"-count 3 -- -benchmem", "map[count:3] [-benchmem]"},
		{"-count -1", "map[count:-1] []"},
		{"-count", "error: %%bench: -count needs N" + usage},
		{"-cuont 3", "error: %%bench: unknown flag -cuont; did you mean -count N?" + usage},
		{"-bench", "error: %%bench: unknown flag -bench; did you mean -benchmem?" + usage},
		{"-zzzzzzzzz", "error: %%bench: unknown flag -zzzzzzzzz" + usage},
		{"-benchmem=1", "error: %%bench: -benchmem takes no value" + usage},
		{"-gcflags \"-m", "error: %%bench: a quotation mark \" is not closed" + usage},
	} {
		c := &Call{Command: command, Args: test.args, cell: true}
		flags, words, err := c.flags()
		got := fmt.Sprint(flags, words)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Errorf("%q: %#v is no *Error", test.args, err)
			}
			got = "error: " + err.Error()
		}
		if flags.has("benchmem") && flags["benchmem"] != "" || flags.has("use") != (flags["use"] != "") {
			t.Errorf("%q: flags without values are taken for others: %v", test.args, flags)
		}
		if len(words) > 0 && words[len(words)-1] == "" {
			got = fmt.Sprint(flags, words[:len(words)-1])
		}
		if got != test.want {
			t.Errorf("%q: %s, want %s", test.args, got, test.want)
		}
	}
}
