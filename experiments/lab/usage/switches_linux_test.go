package usage

import "testing"

func TestParse(t *testing.T) {
	const status = "Name:\tgo\nPid:\t7\nvoluntary_ctxt_switches:\t150\nnonvoluntary_ctxt_switches:\t545\n"
	if got := parse(status); got != (Switches{150, 545}) {
		t.Errorf("parsed %+v", got)
	}
	if got := parse("Name:\tgo\n"); got != (Switches{}) {
		t.Errorf("parsed %+v", got)
	}
}
