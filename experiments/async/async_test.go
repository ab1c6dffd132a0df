package async

import (
	"os"
	"testing"

	"gosched/experiments/catalogue/trial"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/verdict"
)

func TestMain(m *testing.M) {
	child.Main()
	os.Exit(m.Run())
}

// Sleeps are compared with how long they really lasted, so a busy machine decides, too.
// Only computing needs what it may not have: two free processors.
var experiments = []trial.Experiment{
	{ID: "E192", Example: Example_e192, Want: verdict.Holds, Virtual: 1},
	{ID: "E193", Example: Example_e193, Want: verdict.Holds, Virtual: 3 * 4},
	{ID: "E194", Example: Example_e194, Want: verdict.Holds, Virtual: 5 * (4 + 3)},
	{ID: "E195", Example: Example_e195, Want: verdict.Holds, Virtual: 3 * 3},
	{ID: "E196", Example: Example_e196, Want: verdict.Holds, Virtual: 3 * 3},
	{ID: "E197", Example: Example_e197, Want: verdict.Holds, Virtual: 3 * 3},
	{ID: "E198", Example: Example_e198, Want: verdict.Holds},
	{ID: "E199", Example: Example_e199, Want: verdict.HoldsIf},
	{ID: "E200", Example: Example_e200, Want: verdict.Holds, Virtual: 1},
	{ID: "E201", Example: Example_e201, Want: verdict.Holds},
	{ID: "E202", Example: Example_e202, Want: verdict.Holds},
	{ID: "E203", Example: Example_e203, Want: verdict.Holds},
	{ID: "E204", Example: Example_e204, Want: verdict.Holds},
	{ID: "E205", Example: Example_e205, Want: verdict.Holds},
	{ID: "E206", Example: Example_e206, Want: verdict.HoldsIf, Unclear: true},
	{ID: "E207", Example: Example_e207, Want: verdict.Holds, Virtual: 3 + 3},
}

func TestExperiments(t *testing.T) { trial.Real(t, "NB13", experiments) }

func TestExperimentsInVirtualTime(t *testing.T) { trial.Virtual(t, experiments) }
