package loop

import (
	"os"
	"regexp"
	"testing"

	"gosched/experiments/lab/child"
)

func TestMain(m *testing.M) {
	child.Main()
	os.Exit(m.Run())
}

func TestRole(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string // what is said, between the times
		ok   bool
	}{
		{[]string{"1", "0.5"}, `2finished \d\.\d\d 1finished \d\.\d\d all done \d\.\d\d\n`, true},
		{nil, `all done 0\.\d\d\n`, true},
		{[]string{"soon"}, `role loop: strconv.ParseFloat.*\n`, false},
	} {
		c, err := child.Start("loop", test.args...)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Wait(600); got.OK != test.ok || !regexp.MustCompile("^"+test.want+"$").MatchString(got.Output) {
			t.Errorf("%q: %+v", test.args, got)
		}
	}
}
