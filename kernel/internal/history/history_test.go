package history

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// show writes entries as "session:line input>output".
func show(list []Entry) string {
	var b strings.Builder
	for _, e := range list {
		fmt.Fprintf(&b, "%d:%d %s", e.Session, e.Line, e.Input)
		if e.Output != "" {
			b.WriteString(">" + e.Output)
		}
		b.WriteString("; ")
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func add(t *testing.T, h *History, inputs ...string) {
	t.Helper()
	for i, in := range inputs {
		in, out, _ := strings.Cut(in, ">")
		if err := h.Append(len(h.mine)+1, in, out); err != nil {
			t.Fatal(i, err)
		}
	}
}

func TestQueries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "history.jsonl")
	first := New(path)
	add(t, first, "x := 1", "x>1", "for {\n\tx++\n}")
	first.Close()
	second := New(path)
	add(t, second, "y := 2", "x>2")
	second.Close()
	h := New(path)
	if got, want := show(h.Range(-1, 1, 0)), "2:1 y := 2; 2:2 x>2"; got != want {
		t.Errorf("before anything was recorded, the last session is %s, want %s", got, want)
	}
	add(t, h, "y>2", "世界", "x>3")
	defer h.Close()

	for _, test := range []struct {
		what string
		got  []Entry
		want string
	}{
		{"tail 2", h.Tail(2), "3:2 世界; 3:3 x>3"},
		{"tail over sessions", h.Tail(4), "2:2 x>2; 3:1 y>2; 3:2 世界; 3:3 x>3"},
		{"tail of everything", h.Tail(100), "1:1 x := 1; 1:2 x>1; 1:3 for {\n\tx++\n}; 2:1 y := 2; 2:2 x>2; 3:1 y>2; 3:2 世界; 3:3 x>3"},
		{"tail 0", h.Tail(0), ""},
		{"tail -1", h.Tail(-1), ""},
		{"this session", h.Range(0, 1, 0), "3:1 y>2; 3:2 世界; 3:3 x>3"},
		{"one line", h.Range(0, 2, 3), "3:2 世界"},
		{"by number", h.Range(1, 2, 3), "1:2 x>1"},
		{"two back", h.Range(-2, 1, 2), "1:1 x := 1"},
		{"too far back", h.Range(-9, 1, 0), ""},
		{"exactly", h.Search("x", 0, false), "1:2 x>1; 2:2 x>2; 3:3 x>3"},
		{"unique", h.Search("x*", 0, true), "1:1 x := 1; 3:3 x>3"},
		{"n", h.Search("x", 2, false), "2:2 x>2; 3:3 x>3"},
		{"lines", h.Search("*x++*", 0, false), "1:3 for {\n\tx++\n}"},
		{"runes", h.Search("??", 0, false), "3:2 世界"},
		{"no pattern", h.Search("", 1, false), "3:3 x>3"},
	} {
		if got := show(test.got); got != test.want {
			t.Errorf("%s: got %q, want %q", test.what, got, test.want)
		}
	}
}

// TestTogether lets kernels record at the same time.
func TestTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.jsonl")
	const kernels, cells = 8, 50
	sessions := make([]int, kernels)
	var group sync.WaitGroup
	for i := range kernels {
		group.Go(func() {
			h := New(path)
			defer h.Close()
			for n := range cells {
				if err := h.Append(n+1, strings.Repeat("x", 100*i), ""); err != nil {
					t.Error(err)
				}
			}
			sessions[i] = h.session
		})
	}
	group.Wait()
	slices.Sort(sessions)
	if len(slices.Compact(sessions)) != kernels {
		t.Errorf("sessions %v", sessions)
	}
	if n := len(New(path).Tail(1000)); n != kernels*cells {
		t.Errorf("%d entries", n)
	}
}

// TestDamage reads a file that crashes, other programs and disks have been at.
func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.jsonl")
	text := strings.Join([]string{
		`{"session":4,"start":"2026-01-01T00:00:00Z"}`,
		`{"session":4,"line":1,"input":"good"}`,
		`{"session":4,"line":2,"inp`,
		"\x00\x00\x00",
		`[1,2]`,
		`{"session":"four","line":3,"input":"bad"}`,
		`{"session":4,"line":4,"input":"a \"start\" of ,\"start\":\""}`,
		``,
		`{"session":4,"line":5,"input":"cut sh`,
	}, "\n")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h := New(path)
	add(t, h, "new")
	h.Close()
	want := `4:1 good; 4:4 a "start" of ,"start":"; 5:1 new`
	if got := show(New(path).Tail(10)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFollow sees what another kernel records meanwhile, and a file begun anew.
func TestFollow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.jsonl")
	mine, other := New(path), New(path)
	defer mine.Close()
	add(t, mine, "a")
	add(t, other, "b")
	if got := show(mine.Tail(9)); got != "2:1 b; 1:1 a" {
		t.Error(got)
	}
	add(t, other, "c")
	other.Close()
	if got := show(mine.Tail(9)); got != "2:1 b; 2:2 c; 1:1 a" {
		t.Error(got)
	}
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	if got := show(mine.Tail(9)); got != "1:1 a" {
		t.Error(got)
	}
}

// TestUnwritable records in memory and says so.
func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	h := New(filepath.Join(file, "history.jsonl"))
	if err := h.Append(1, "x", ""); err == nil {
		t.Error("no error")
	}
	h.Append(2, "y", "")
	if got := show(h.Tail(5)); got != "1:1 x; 1:2 y" {
		t.Error(got)
	}
}

// TestBounds reads only the end of a large file, and keeps the numbering.
func TestBounds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.jsonl")
	line := `{"session":1,"line":1,"input":"` + strings.Repeat("x", 1<<10) + "\"}\n"
	text := strings.Repeat(line, 20<<10) + `{"session":7,"start":"2026-01-01T00:00:00Z"}` + "\n" + strings.Repeat(line, 100)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h := New(path)
	add(t, h, "new")
	defer h.Close()
	if h.session != 8 {
		t.Errorf("session %d", h.session)
	}
	if n := len(h.Tail(1 << 20)); n < 15<<10 || n > 17<<10 {
		t.Errorf("%d entries were read", n)
	}
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		pattern, s string
		want       bool
	}{
		{"", "", true}, {"*", "", true}, {"?", "", false}, {"a*c", "abbc", true}, {"a*c", "abcd", false},
		{"*b*", "abc", true}, {"**", "x", true}, {"a?c", "a\nc", true}, {"1?2*", "1+2+3", true},
		{"[a]", "[a]", true}, {"[a]", "a", false}, {"世?", "世界", true}, {"*ab", "aab", true},
	} {
		if got := Match(test.pattern, test.s); got != test.want {
			t.Errorf("Match(%q, %q) = %v", test.pattern, test.s, got)
		}
	}
	if Match(strings.Repeat("a*", 50)+"b", strings.Repeat("a", 5000)) { // no exponential time
		t.Error("matched")
	}
}

func TestDefaultPath(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", "/data")
	if p, err := DefaultPath(); err != nil || p != "/data/gosched/history.jsonl" {
		t.Error(p, err)
	}
	t.Setenv("XDG_DATA_HOME", "relative")
	t.Setenv("HOME", "/home/u")
	if p, err := DefaultPath(); err != nil || p != "/home/u/.local/share/gosched/history.jsonl" {
		t.Error(p, err)
	}
}

// FuzzDecodeLine decodes anything, and what was encoded exactly.
func FuzzDecodeLine(f *testing.F) {
	f.Add([]byte(`{"session":1,"line":2,"input":"x","output":"1"}`), "x", "1")
	f.Add([]byte(`{"session":1,"start":"2026-01-01T00:00:00Z"}`), "a\nb\"", "")
	f.Add([]byte("{"), "\u2028 <&> \x00", "世")
	f.Fuzz(func(t *testing.T, line []byte, input, output string) {
		if e, ok := decodeLine(line); ok && (e.Session < 1 || e.Line < 1) {
			t.Errorf("%q gives %+v", line, e)
		}
		e := Entry{3, 4, strings.ToValidUTF8(input, "?"), strings.ToValidUTF8(output, "?")}
		text := encodeEntry(e)
		if got, ok := decodeLine(text); !ok || got != e {
			t.Errorf("%+v came back as %+v from %q", e, got, text)
		}
		if strings.Contains(string(text), "\n") || latestStart(append(text, '\n')) != 0 {
			t.Errorf("%q would be taken for something else", text)
		}
	})
}
