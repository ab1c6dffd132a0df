package quota

import (
	"os"
	"runtime"
	"testing"
	"testing/fstest"
)

func TestOf(t *testing.T) {
	for _, test := range []struct {
		environ []string
		want    Limit
		err     string
	}{
		{[]string{"HOME=/", "GOSCHED_MEMORY=6GiB"}, Limit{6 << 30, "GOSCHED_MEMORY"}, ""},
		{[]string{"GOSCHED_MEMORY=6GiB", "GOSCHED_MEMORY=off"}, Limit{0, "GOSCHED_MEMORY"}, ""},
		{[]string{"GOSCHED_MEMORY=much"}, Limit{}, `GOSCHED_MEMORY is "much": it must be a number of bytes, as in "512MiB" or "6GiB", or "off"`},
	} {
		got, err := Of(test.environ)
		if got != test.want || err != nil && err.Error() != test.err || err == nil && test.err != "" {
			t.Errorf("Of(%q) = %v, %v, want %v, %s", test.environ, got, err, test.want, test.err)
		}
	}
	if runtime.GOOS == "linux" {
		if l, err := Of([]string{"GOSCHED_MEMORY="}); err != nil || l.Bytes < 64<<20 {
			t.Errorf("the default is %v, %v", l, err)
		}
		if n := Resident(os.Getpid()); n < 1<<20 || n > 1<<33 {
			t.Errorf("this process has %d bytes", n)
		}
	}
}

func TestPassed(t *testing.T) {
	const want = "out of memory: the program took 65.5 MiB, and -mem allows 64 MiB"
	if why, passed := (Limit{64 << 20, "-mem"}).Passed(131 << 19); why != want || !passed {
		t.Errorf("got %q, %v, want %q", why, passed, want)
	}
	for _, l := range []Limit{{64 << 20, "-mem"}, {}} {
		if why, passed := l.Passed(64 << 20); why != "" || passed {
			t.Errorf("%v was passed: %q", l, why)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]int64{
		"off": 0, "1000": 1000, "1000B": 1000, "1000b": 1000, "3KiB": 3 << 10, "512MiB": 512 << 20, "6 GiB": 6 << 30, "2TiB": 2 << 40,
		"3K": 3 << 10, "64MB": 64 << 20, "6gb": 6 << 30, "1.5GiB": 3 << 29, ".5k": 512,
		"": -1, "GiB": -1, "-1": -1, "0": -1, "0.1": -1, "9999999999TiB": -1, "none": -1, "1e3": -1, "6GiBs": -1, "1.2.3": -1, "nan": -1, "3BB": -1,
	} {
		got, err := Parse(text)
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("Parse(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
}

func TestAvailable(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  int64
	}{
		{"no groups", nil, 100},
		{"version 2, no limit", map[string]string{"proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/memory.max": "max\n"}, 100},
		{"version 2", map[string]string{"proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "70\n"}, 70},
		{"version 2, of an outer group", map[string]string{"proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/memory.max": "60\n", "sys/fs/cgroup/a/b/memory.max": "70\n"}, 60},
		{"version 2, in a container", map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "50\n"}, 50},
		{"version 1", map[string]string{"proc/self/cgroup": "5:cpu,cpuacct:/x\n4:memory:/x\n0::/\n", "sys/fs/cgroup/memory/x/memory.limit_in_bytes": "40\n", "sys/fs/cgroup/x/memory.max": "30"}, 40},
		{"more than the machine has", map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "5000\n"}, 100},
	} {
		fsys := fstest.MapFS{}
		for name, text := range test.files {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if got := available(fsys, 100); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
}

func TestText(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 B", 100: "100 B", 1 << 10: "1 KiB", 512 << 20: "512 MiB", 3 << 29: "1.5 GiB", 1<<30 - 1: "1024 MiB", 66_666_666: "63.6 MiB", 1 << 60: "1048576 TiB",
	} {
		if got := Text(n); got != want {
			t.Errorf("Text(%d) = %q, want %q", n, got, want)
		}
	}
}
