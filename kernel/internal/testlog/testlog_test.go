package testlog

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gosched/kernel/internal/golden"

	"golang.org/x/tools/txtar"
)

// read makes events of a log that comes in pieces of n bytes.
func read(log string, n int) []Event {
	var events []Event
	r := &Reader{Handle: func(e Event) { events = append(events, e) }}
	for i := 0; i < len(log); i += n {
		r.Write([]byte(log[i:min(i+n, len(log))]))
	}
	r.Close()
	return events
}

// joined writes events down, output of one test in a row as one.
func joined(events []Event) string {
	var b strings.Builder
	for i := 0; i < len(events); i++ {
		e := events[i]
		for e.Kind == Output && i+1 < len(events) && events[i+1].Kind == Output && events[i+1].Test == e.Test {
			i++
			e.Text += events[i].Text
		}
		kind := [...]string{"output", "run", "pause", "continue", "pass", "fail", "skip", "end"}[e.Kind]
		fmt.Fprintf(&b, "%s %s %v %q\n", kind, e.Test, e.Elapsed, e.Text)
	}
	return b.String()
}

// TestLogs reads the logs of testdata, in which ␖ stands for ^V.
func TestLogs(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no logs: %v", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		log := strings.ReplaceAll(string(a.Files[0].Data), "␖", "\x16")
		var report Report
		whole := read(log, len(log))
		for _, e := range whole {
			report.Add(e)
		}
		report.Close("")
		got := []txtar.File{{Name: "events", Data: []byte(joined(whole))}, {Name: "text", Data: []byte(report.Text())}, {Name: "html", Data: []byte(report.HTML())}}
		golden.Sections(t, file, a, 1, got...)
		for n := 1; n < 40; n++ {
			if got, want := joined(read(log, n)), joined(whole); got != want {
				t.Fatalf("%s: in pieces of %d bytes the events are\n%swant\n%s", file, n, got, want)
			}
		}
	}
}

// TestAtOnce holds that what a program prints is not held back.
func TestAtOnce(t *testing.T) {
	for _, test := range []struct {
		write string
		want  string // what has come out
	}{
		{"progress: ", "progress: "},
		{"Bench", ""},
		{"Bencher", "Bencher"},
		{"BenchmarkX-2 \t", ""},
		{"\x16=== RU", ""},
		{"a\x16=== RU", "a"},
		{"\x16" + strings.Repeat("x", longest), "\x16" + strings.Repeat("x", longest)},
	} {
		var got strings.Builder
		r := &Reader{Handle: func(e Event) { got.WriteString(e.Text) }}
		r.Write([]byte(test.write))
		if got.String() != test.want {
			t.Errorf("of %.20q came %.20q at once, want %.20q", test.write, got.String(), test.want)
		}
		r.Close()
		if got.String() != test.write {
			t.Errorf("of %.20q came %.20q", test.write, got.String())
		}
	}
}

// TestCount holds the subtests of a test that runs twice to their run.
func TestCount(t *testing.T) {
	var r Report
	for range 2 {
		for _, e := range []Event{{Kind: Run, Test: "T"}, {Kind: Run, Test: "T/a"}, {Kind: Run, Test: "T/a/b"}, {Kind: Pass, Test: "T/a/b"}, {Kind: Pass, Test: "T/a"}, {Kind: Skip, Test: "T"}} {
			r.Add(e)
		}
	}
	r.Close("")
	r.Crash("no test has failed")
	var got []string
	for _, row := range r.Rows {
		got = append(got, row.Test)
	}
	if want := "T T/a T/a/b T T/a T/a/b"; strings.Join(got, " ") != want {
		t.Errorf("the rows are %v, want %s", got, want)
	}
	r.Add(Event{Kind: Fail, Test: "U"})
	if r.Crash("panic: no"); r.Rows[len(r.Rows)-1].Why != "panic: no" || r.Rows[0].Why != "" || r.Failed() != 1 {
		t.Errorf("after a crash the rows are %+v", r.Rows)
	}
	r.Rows = r.Rows[:len(r.Rows)-1]
	r.Add(Event{Kind: Run, Test: "V"})
	r.Close("exit status 3")
	if last := r.Rows[len(r.Rows)-1]; last.Test != "V" || last.Why != "exit status 3" {
		t.Errorf("what did not end is %+v", last)
	}
	r.Rows = r.Rows[:len(r.Rows)-1]
	if r.Failed() != 0 || r.Summary() != "4 passed, 2 skipped" {
		t.Errorf("%d failed: %s", r.Failed(), r.Summary())
	}
}
