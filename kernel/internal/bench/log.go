package bench

import (
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
)

// confidence is the level of the intervals after ±, as benchstat has it.
const confidence = 0.95

// A Log collects the results of benchmarks. The zero Log is empty.
type Log struct {
	rows  []*series // in the order of their first results
	units []string  // in the order of their first results
	meta  benchfmt.UnitMetadataMap
}

// A series is all results of one benchmark.
type series struct {
	name   string // with its -GOMAXPROCS
	values map[string][]float64
}

// A Result is one line of output that was a result.
type Result struct {
	Name string // without Benchmark
	N    int    // which of the results of this name it is, from 1
}

// Add adds a line of output. It reports false for a line that is no result.
func (l *Log) Add(line string) (Result, bool) {
	if !strings.HasPrefix(line, "Benchmark") && !strings.HasPrefix(line, "Unit ") {
		return Result{}, false
	}
	r := benchfmt.NewReader(strings.NewReader(line), "")
	if !r.Scan() {
		return Result{}, false
	}
	switch rec := r.Result().(type) {
	case *benchfmt.Result:
		return l.add(rec), true
	case *benchfmt.UnitMetadata:
		if l.meta == nil {
			l.meta = make(benchfmt.UnitMetadataMap)
		}
		l.meta[rec.UnitMetadataKey] = rec
	}
	return Result{}, false
}

func (l *Log) add(rec *benchfmt.Result) Result {
	name := string(rec.Name.Full())
	i := slices.IndexFunc(l.rows, func(s *series) bool { return s.name == name })
	if i < 0 {
		i = len(l.rows)
		l.rows = append(l.rows, &series{name: name, values: make(map[string][]float64)})
	}
	s, n := l.rows[i], 0
	for _, v := range rec.Values {
		if !slices.Contains(l.units, v.Unit) {
			l.units = append(l.units, v.Unit)
		}
		s.values[v.Unit] = append(s.values[v.Unit], v.Value)
		n = max(n, len(s.values[v.Unit]))
	}
	return Result{Name: name, N: n}
}

// Len returns the number of benchmarks that have a result.
func (l *Log) Len() int { return len(l.rows) }

// sample returns the measurements of a benchmark in one unit, nil if there are none.
func (s *series) sample(unit string) *benchmath.Sample {
	if len(s.values[unit]) == 0 {
		return nil
	}
	return benchmath.NewSample(slices.Clone(s.values[unit]), &benchmath.DefaultThresholds)
}
