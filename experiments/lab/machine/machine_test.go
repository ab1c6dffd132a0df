package machine

import (
	"runtime"
	"strings"
	"testing"
)

func TestDescribe(t *testing.T) {
	d := Describe()
	if d.CPUs < 1 || d.GOMAXPROCS < 1 || !strings.HasPrefix(d.System, runtime.GOOS) {
		t.Errorf("described as %+v", d)
	}
	for _, want := range []string{runtime.Version(), runtime.GOARCH, "U = " + d.U} {
		if !strings.Contains(d.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, d)
		}
	}
}

func TestUnknownLimit(t *testing.T) {
	if got := (Description{}).Markdown(); !strings.Contains(got, "open files | ? |") {
		t.Errorf("unknown limit shown as:\n%s", got)
	}
}
