package twin

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// collect returns what a program's standard error becomes, and its last words.
func collect(race bool, crashed bool, chunks ...string) (shown string, w *lastWords) {
	w = newLastWords(func(_ Stream, p []byte) { shown += string(p) }, race, nil)
	for _, c := range chunks {
		w.show(Stderr, []byte(c))
	}
	w.end(crashed)
	return shown, w
}

const crashText = "panic: boom\n\ngoroutine 1 [running]:\nmain.f(...)\n\tcell 3:2\nmain.gosched_cell()\n\tcell 3:4 +0x1d\nmain.main()\n\tmain.go:6 +0x1\n"

// What is printed is shown at once and whole; last words are kept.
func TestLastWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, test := range []struct {
			name          string
			race, crashed bool
			chunks        []string
			shown, crash  string
		}{
			{"plain", false, false, []string{"a\n", "b", "c\n"}, "a\nbc\n", ""},
			{"crash", false, true, []string{"a\n" + crashText}, "a\n", crashText},
			{"in pieces", false, true, []string{"a\npan", "ic: bo", crashText[len("panic: bo"):]}, "a\n", crashText},
			{"said by the program", false, true, []string{"panic: not really\n"}, "panic: not really\n", ""},
			{"ended well", false, false, []string{crashText}, crashText, ""},
			{"within a line", false, true, []string{"no panic: here\n"}, "no panic: here\n", ""},
			{"looks like one", false, false, []string{"SIG", "NAL\nnext\n"}, "SIGNAL\nnext\n", ""},
			{"rule", true, false, []string{"==================\nmine\n==================\nend\n"}, "mine\nend\n", ""},
			{"count", true, false, []string{"a\nFound 1 data race(s)\n"}, "a\n", ""},
			{"rule without races", false, false, []string{"==================\nmine\n"}, "==================\nmine\n", ""},
		} {
			shown, w := collect(test.race, test.crashed, test.chunks...)
			if shown != test.shown || w.crash != test.crash {
				t.Errorf("%s: shown %q, last words %q", test.name, shown, w.crash)
			}
		}
	})
}

// A program that goes on after what looks like its end has its words shown.
func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shown := make(chan string, 1)
		w := newLastWords(func(_ Stream, p []byte) { shown <- string(p) }, false, nil)
		w.show(Stderr, []byte("panic: caught\n"))
		if len(shown) > 0 {
			t.Error("shown at once")
		}
		time.Sleep(2 * patience)
		synctest.Wait()
		select {
		case got := <-shown:
			if got != "panic: caught\n" {
				t.Errorf("shown %q", got)
			}
		default:
			t.Error("not shown")
		}
		w.end(false)
	})
}

func TestCrash(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{crashText, "panic|boom|main.f at cell 3, line 2|cell 3, line 4"},
		{"panic: runtime error: index out of range [5] with length 2 [recovered, repanicked]\n\ngoroutine 7 [running]:\nmain.gosched_cell.func1()\n\tcell 12:3 +0x1\ncreated by main.gosched_cell in goroutine 1\n\tcell 12:2 +0x2\n",
			"runtime error|index out of range [5] with length 2|goroutine 7 [running]:|cell 12.func1 at cell 12, line 3|created by cell 12, line 2"},
		{"fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main_()\n\tcell 2:3 +0x1\n", "fatal error|all goroutines are asleep - deadlock!|main.main at cell 2, line 3"},
		{"runtime: goroutine stack exceeds 1000000000-byte limit\nruntime: sp=0x1 stack=[0x1, 0x2]\nfatal error: stack overflow\n\nruntime stack:\nruntime.throw({0x1?, 0x2?})\n\t/go/panic.go:1 +0x4\n\ngoroutine 1 gp=0xc m=0 mp=0x6 [running]:\nmain.r(0x1?)\n\tcell 1:2 +0x2b fp=0x1 sp=0x2 pc=0x3\nmain.r(...)\n\tcell 1:2\n",
			"fatal error|stack overflow|main.r at cell 1, line 2 (2 times or more)"},
		{"panic: first\n\tpanic: second\n\ngoroutine 1 [running]:\nmain.gosched_cell()\n\t/dir/with space/cell 4:2 +0x1\n", "panic|first\n\tpanic: second|cell 4, line 2"},
		{"panic: x\n\ngoroutine 1 [running]:\nmain.(*T[...]).Last(0x1?, {0x2, 0x3})\n\tcell 3:2 +0x1\n", "panic|x|main.(*T[...]).Last at cell 3, line 2"},
	} {
		f := parseCrash(test.text)
		if got := strings.Join(append([]string{f.Name, f.Value}, f.Stack...), "|"); got != test.want {
			t.Errorf("%q\nis  %q\nwant %q", test.text, got, test.want)
		}
	}
}

func TestRace(t *testing.T) {
	const body = "WARNING: DATA RACE\nRead at 0x00c1 by goroutine 8:\n  main.(*T).add()\n      cell 3:5 +0x2e\n  main.gosched_cell.func1()\n      cell 3:9 +0x2e\n\nPrevious write at 0x00c1 by main goroutine:\n  main.gosched_cell()\n      cell 3:12 +0x44\n  main.main()\n      main.go:7 +0x1\n\nGoroutine 8 (running) created at:\n  sync.(*WaitGroup).Go()\n      sync/waitgroup.go:238 +0x72\n"
	const want = "WARNING: DATA RACE\nRead by goroutine 8:\n  main.(*T).add at cell 3, line 5\n  cell 3.func1 at cell 3, line 9\nPrevious write by main goroutine:\n  cell 3, line 12\nGoroutine 8 (running) created at:\n  in sync.(*WaitGroup).Go\n"
	if got := describeRace(body); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestComplaints(t *testing.T) {
	r := complaints("# notebook\ncell 3:2:7: undefined: x\n\thave y\n/dir/cell 4:1: error: expected ';'\n  12 | int f\n     |   ^\n./glue.go:3:1: other\n", "/dir")
	if len(r.Mistakes) != 2 || r.Mistakes[0] != (Mistake{3, 2, 7, "undefined: x\n\thave y"}) || r.Mistakes[1] != (Mistake{4, 1, 0, "expected ';'"}) {
		t.Errorf("%+v", r.Mistakes)
	}
	if strings.Join(r.Other, "|") != "./glue.go:3:1: other" {
		t.Errorf("%q", r.Other)
	}
}

// A program is the same when its cells have other numbers, and its words are about
// these.
func TestRenumber(t *testing.T) {
	source := func(a, b string) *Program {
		return &Program{Files: map[string]string{cellFile: "package main\n\n//line cell " + a + ":2:1\nfunc f() {}\n\n//line cell " + b + ":1:1\nvar x = 1\n"}}
	}
	p, q := source("3", "9"), source("4", "12")
	if p.hash() != q.hash() {
		t.Error("the programs differ")
	}
	if p.hash() == source("3", "3").hash() {
		t.Error("one cell is as good as two")
	}
	r := newRenumberer(p.cells(), q.cells())
	if got := r.text("at cell 3:5 and cell 9:1, not cell 7:1"); got != "at cell 4:5 and cell 12:1, not cell 7:1" {
		t.Error(got)
	}
}
