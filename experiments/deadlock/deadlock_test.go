package deadlock

import (
	"os"
	"os/exec"
	"runtime/pprof"
	"testing"

	"gosched/experiments/catalogue/trial"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

func TestMain(m *testing.M) {
	child.Main()
	os.Exit(m.Run())
}

var experiments = []trial.Experiment{
	{ID: "E041", Example: Example_e041, Want: verdict.Holds},
	{ID: "E042", Example: Example_e042, Want: verdict.Holds},
	{ID: "E043", Example: Example_e043, Want: verdict.HoldsIf, Virtual: 10},
	{ID: "E044", Example: Example_e044, Want: verdict.Holds},
	{ID: "E045", Example: Example_e045, Want: verdict.Holds},
	{ID: "E046", Example: Example_e046, Want: verdict.Refuted},
	{ID: "E047", Example: Example_e047, Want: verdict.Holds},
	{ID: "E048", Example: Example_e048, Want: verdict.HoldsIf, Unclear: !seesLeaks()},
}

// seesLeaks reports whether this program, and so its children, have what E048 needs:
// the profile is an experiment of the compiler's, and the race detector's threads keep
// the runtime from noticing a deadlock.
func seesLeaks() bool { return pprof.Lookup("goroutineleak") != nil && child.DetectsDeadlock() }

func TestExperiments(t *testing.T) { trial.Real(t, "NB04", experiments) }

func TestExperimentsInVirtualTime(t *testing.T) { trial.Virtual(t, experiments) }

// Compiled with the experiment that E048 needs, that must decide, too. The first time the
// standard library is compiled with it.
func TestWithLeakProfile(t *testing.T) {
	if seesLeaks() {
		return // this is that program
	}
	cmd := exec.Command("go", "test", "-trimpath", "-count=1", "-run", "^TestExperiments$/^E048$", ".")
	cmd.Env = append(os.Environ(), "GOEXPERIMENT=goroutineleakprofile")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
