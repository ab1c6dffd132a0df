package quota

import (
	"os"
	"runtime"
	"testing"
	"testing/fstest"
)

func TestLimit(t *testing.T) {
	for value, want := range map[string]int64{
		"off": 0, "1000": 1000, "1000B": 1000, "3KiB": 3 << 10, "512MiB": 512 << 20, "6 GiB": 6 << 30, "2TiB": 2 << 40,
		"6GB": -1, "GiB": -1, "-1": -1, "0": -1, "9999999999TiB": -1, "none": -1, "1.5GiB": -1,
	} {
		got, err := Limit(value)
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("Limit(%q) = %d, %v, want %d", value, got, err, want)
		}
	}
	if runtime.GOOS == "linux" {
		if n, err := Limit(""); err != nil || n < 64<<20 {
			t.Errorf("the default is %d, %v", n, err)
		}
		if n := Resident(os.Getpid()); n < 1<<20 || n > 1<<33 {
			t.Errorf("this process has %d bytes", n)
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
	for n, want := range map[int64]string{100: "100 bytes", 512 << 20: "512 MiB", 3 << 29: "1.5 GiB"} {
		if got := Text(n); got != want {
			t.Errorf("Text(%d) = %q, want %q", n, got, want)
		}
	}
}
