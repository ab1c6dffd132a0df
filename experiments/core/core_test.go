package core

import (
	"os"
	"runtime"
	"testing"
	"testing/synctest"

	"gosched/experiments/catalogue/trial"
	"gosched/experiments/lab"
	"gosched/experiments/lab/child"
	"gosched/experiments/lab/schedule"
	"gosched/experiments/lab/verdict"
)

func TestMain(m *testing.M) {
	child.Main()
	os.Exit(m.Run())
}

// What needs two processors cannot tell anything on a machine where other programs have
// them, and what needs an account that only Linux keeps, nothing elsewhere.
const needsFree, needsLinux = true, runtime.GOOS != "linux"

var experiments = []trial.Experiment{
	{ID: "E001", Example: Example_e001, Want: verdict.Holds, Unclear: needsLinux},
	{ID: "E002", Example: Example_e002, Want: verdict.Holds, Unclear: needsLinux},
	{ID: "E003", Example: Example_e003, Want: verdict.Holds, Unclear: needsLinux},
	{ID: "E004", Example: Example_e004, Want: verdict.HoldsIf, Unclear: needsLinux},
	{ID: "E005", Example: Example_e005, Want: verdict.Holds, Unclear: needsFree},
	{ID: "E006", Example: Example_e006, Want: verdict.Holds},
	{ID: "E007", Example: Example_e007, Want: verdict.Holds, Unclear: needsFree},
	{ID: "E008", Example: Example_e008, Want: verdict.Holds},
	{ID: "E009", Example: Example_e009, Want: verdict.Holds, Virtual: 1 + 1},
	{ID: "E010", Example: Example_e010, Want: verdict.Holds},
	{ID: "E011", Example: Example_e011, Want: verdict.Holds, Virtual: 2 + 1 + 2 + 5},
	{ID: "E012", Example: Example_e012, Want: verdict.Holds, Unclear: needsLinux},
	{ID: "E013", Example: Example_e013, Want: verdict.Refuted, Unclear: needsLinux},
	{ID: "E014", Example: Example_e014, Want: verdict.Holds, Unclear: needsLinux},
	{ID: "E015", Example: Example_e015, Want: verdict.Holds, Unclear: needsLinux},
	{ID: "E016", Example: Example_e016, Want: verdict.HoldsIf},
}

func TestExperiments(t *testing.T) { trial.Real(t, "NB01", experiments) }

func TestExperimentsInVirtualTime(t *testing.T) { trial.Virtual(t, experiments) }

// In virtual time, with sleeping in the place of computing, a core that serves in order
// and two cores take to the instant what the document and arithmetic say.
func TestSchedulesInVirtualTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		core := oneCore(sleep)
		for _, test := range []struct {
			name    string
			program func()
			want    float64
		}{
			{"in turn", func() { job(sleep); job(sleep) }, plainTime()},
			{"overlapped", func() { atOnce(func() { job(core) }, func() { job(core) }) }, orderedTime()},
			{"parallel", func() { atOnce(func() { job(sleep) }, func() { job(sleep) }) }, parallelTime()},
		} {
			watch := lab.Start()
			test.program()
			if took := watch.Seconds(); took != test.want {
				t.Errorf("%s: took %v s, want %v", test.name, took, test.want)
			}
		}
	})
	if plainTime() != 14 || sharedTime() != 11 || orderedTime() != 9 || parallelTime() != 7 {
		t.Errorf("arithmetic says %v, %v, %v, %v", plainTime(), sharedTime(), orderedTime(), parallelTime())
	}
}

// The verdict follows the parameters: phases shorter than a time slice need no core that
// is kept.
func TestSharingFollowsParameters(t *testing.T) {
	defer func(b, w float64) { before, waiting = b, w }(before, waiting)
	for _, test := range []struct {
		before, waiting, took, ordered float64
		want                           verdict.Kind
	}{
		{2, 3, 11, 9, verdict.HoldsIf},
		{2, 3, 10.2, 8.1, verdict.HoldsIf}, // a busy machine
		{2, 3, 9, 9, verdict.Holds},
		{2, 3, 14, 9, verdict.Inconclusive},
		{2, 3, 17, 9, verdict.Refuted},
		{2, 10, 18, 16, verdict.HoldsIf},
		{2, 10, 16, 16, verdict.Holds},
		{2, 0, 8, 8, verdict.Holds},
		{0.05, 3, 7.1, 7.05, verdict.Holds},
	} {
		before, waiting = test.before, test.waiting
		if got := judgeSharing(test.took/plainTime(), test.ordered/plainTime()); got.Kind != test.want {
			t.Errorf("before %v, waiting %v, took %v: %v, want %v", test.before, test.waiting, test.took, got, test.want)
		}
	}
}

// The check of E008 knows the answers, and says of a wrong one what was measured.
func TestTimelines(t *testing.T) {
	lines := fourTimelines()
	var right [4]string
	for i, line := range lines {
		right[i] = kind(line)
	}
	if right[0] != "concurrent" || right[1] != "neither" || right[3] != "concurrent" {
		t.Errorf("the timelines are %q", right)
	}
	if got := checkKinds(lines, right); !got.OK {
		t.Errorf("right answers: %s", got)
	}
	if got := checkKinds(lines, answers); got.OK {
		t.Errorf("no answers: %s", got)
	}
	if got := checkKinds([4]*schedule.Schedule{}, answers); got.OK {
		t.Errorf("no timelines: %s", got)
	}
}

// Each of the four ways has two jobs, and only the first does them in turn.
func TestFourWays(t *testing.T) {
	defer func(b, w, a float64) { before, waiting, after = b, w, a }(before, waiting, after)
	before, waiting, after = 0.2, 0.3, 0.2
	plain, mixed, orderly := onOne()
	for i, way := range []*schedule.Schedule{plain, mixed, orderly, onTwo()} {
		lanes := make(map[string]bool)
		for _, s := range way.Spans("way") {
			lanes[s.Lane] = true
		}
		if way.Err() != nil || len(lanes) != 2 || !lanes["way 1"] || !lanes["way 2"] {
			t.Errorf("way %d: %v, lanes %v", i, way.Err(), lanes)
		}
		if serial := way.Concurrent() == 0; serial != (i == 0) {
			t.Errorf("way %d is concurrent for %v s", i, way.Concurrent())
		}
	}
}
