package bench

import (
	"bytes"
	"encoding/csv"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gosched/kernel/internal/golden"

	"golang.org/x/tools/txtar"
)

// samples returns the files of testdata, each with its lines in a Log.
func samples(t *testing.T) map[string]*Log {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	logs := make(map[string]*Log)
	for _, file := range files {
		l := new(Log)
		for line := range strings.Lines(section(t, file, "bench")) {
			l.Add(line)
		}
		logs[file] = l
	}
	return logs
}

func section(t *testing.T, file, name string) string {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// TestTables compares the printed tables with those of testdata.
func TestTables(t *testing.T) {
	for file, l := range samples(t) {
		table := l.Table()
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		golden.Sections(t, file, a, 1, txtar.File{Name: "text", Data: []byte(table.Text())}, txtar.File{Name: "html", Data: []byte(table.HTML())})
	}
}

// TestAsBenchstat holds every figure against what benchstat itself computes.
func TestAsBenchstat(t *testing.T) {
	benchstat := filepath.Join(t.TempDir(), "benchstat")
	if out, err := exec.Command("go", "build", "-o", benchstat, "golang.org/x/perf/cmd/benchstat").CombinedOutput(); err != nil {
		t.Fatalf("building benchstat: %v\n%s", err, out)
	}
	for file, l := range samples(t) {
		for _, unit := range l.units {
			theirs := columns(t, benchstat, section(t, file, "bench"), unit)
			for i, s := range l.rows {
				own := l.summary(s, unit)
				their, ok := theirs[s.name]
				if own == nil || !ok {
					if own != nil || ok {
						t.Errorf("%s: %s in %s: in one of the tables only", file, s.name, unit)
					}
					continue
				}
				if got := []string{strconv.FormatFloat(own.Center, 'g', -1, 64), own.PctRangeString()}; got[0] != their[0] || got[1] != their[1] {
					t.Errorf("%s: %s in %s is %q, benchstat says %q", file, s.name, unit, got, their[:2])
				}
				if i > 0 && unit == l.unit() {
					compare(t, l, i, their)
				}
			}
		}
	}
}

// compare holds the ratio of row i against benchstat's difference and proof.
func compare(t *testing.T, l *Log, i int, their []string) {
	t.Helper()
	r := l.Table().Rows[i].Ratio
	if r == nil || r.Proof != their[3] {
		t.Fatalf("%s: compared as %+v, benchstat says %q", l.rows[i].name, r, their)
	}
	if (r.Value == "~") != (their[2] == "~") {
		t.Errorf("%s: %s, benchstat says %s", l.rows[i].name, r.Value, their[2])
	}
	if r.Value == "~" {
		return
	}
	base, own := l.summary(l.rows[0], l.unit()), l.summary(l.rows[i], l.unit())
	percent, err := strconv.ParseFloat(strings.TrimSuffix(their[2], "%"), 64)
	if err != nil {
		t.Fatal(err)
	}
	if got := times(own.Center, base.Center); got != times(base.Center*(1+percent/100), base.Center) {
		t.Errorf("%s: %s, benchstat says %s", l.rows[i].name, got, their[2])
	}
}

// columns returns what benchstat says in one unit: center, interval, difference
// and proof of each benchmark, the last two empty for the first.
func columns(t *testing.T, benchstat, sample, unit string) map[string][]string {
	t.Helper()
	cmd := exec.Command(benchstat, "-format", "csv", "-table", "", "-row", "", "-col", ".fullname", "-filter", ".unit:"+strconv.Quote(unit), "-")
	cmd.Stdin = strings.NewReader(sample)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("benchstat: %v\n%s", err, stderr.Bytes())
	}
	r := csv.NewReader(bytes.NewReader(out))
	r.FieldsPerRecord = -1
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatalf("benchstat's table: %v\n%s", err, out)
	}
	found := make(map[string][]string)
	names, values := lines[0], lines[2]
	for at := 1; at < len(names); {
		width := 4
		if at == 1 {
			width = 2
		}
		found[names[at]] = append(values[at:at+width:at+width], "", "")
		at += width
	}
	return found
}

func TestTimes(t *testing.T) {
	for _, test := range []struct {
		v, base float64
		want    string
	}{
		{2, 2, "1.00×"}, {0, 0, "1.00×"}, {1, 0, "?"}, {0, 1, "0.000000×"}, {3, 2, "1.50×"}, {1, 3, "0.333×"},
		{12.34, 1, "12.3×"}, {123.4, 1, "123×"}, {12345, 1, "12345×"}, {1, 1000, "0.00100×"},
	} {
		if got := times(test.v, test.base); got != test.want {
			t.Errorf("times(%v, %v) = %s, want %s", test.v, test.base, got, test.want)
		}
	}
}

func TestAdd(t *testing.T) {
	var l Log
	for _, test := range []struct {
		line string
		want Result
	}{
		{"BenchmarkA-2 10 5 ns/op\n", Result{"A-2", 1}},
		{"BenchmarkA-2 10 6 ns/op 3 B/op\n", Result{"A-2", 2}},
		{"BenchmarkA/b=1 10 6 ns/op\n", Result{"A/b=1", 1}},
		{"BenchmarkA\n", Result{}},
		{"Benchmarks are fun\n", Result{}},
		{"PASS\n", Result{}},
		{"", Result{}},
	} {
		got, ok := l.Add(test.line)
		if got != test.want || ok != (test.want != Result{}) {
			t.Errorf("Add(%q) = %v, %v, want %v", test.line, got, ok, test.want)
		}
	}
	if l.Len() != 2 {
		t.Errorf("there are %d benchmarks, want 2", l.Len())
	}
}
