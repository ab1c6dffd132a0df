package loop

import (
	"os"
	"strings"
	"testing"

	"gosched/experiments/lab/child"
)

func TestMain(m *testing.M) {
	child.Main()
	os.Exit(m.Run())
}

func TestRole(t *testing.T) {
	for _, test := range []struct {
		args   []string
		prefix string
		ok     bool
	}{
		{[]string{"1", "0.5"}, "2finished 1finished all done ", true},
		{nil, "all done ", true},
		{[]string{"soon"}, "role loop: strconv.ParseFloat", false},
	} {
		c, err := child.Start("loop", test.args...)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Wait(600); got.OK != test.ok || !strings.HasPrefix(got.Output, test.prefix) {
			t.Errorf("%q: %+v", test.args, got)
		}
	}
}
