package front

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gosched/kernel/internal/link"
)

func TestValid(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"世界", "世界"},
		{"a\xffb", "a\ufffdb"},
		{"\xff\xfe", "\ufffd\ufffd"},
		{"\xe4\xb8", "\ufffd\ufffd"},
	} {
		if got := valid([]byte(test.in)); got != test.want {
			t.Errorf("valid(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestPartial(t *testing.T) {
	for _, test := range []struct {
		in   string
		want int
	}{
		{"", 0}, {"a", 0}, {"世", 0}, {"a\xe4", 1}, {"a\xe4\xb8", 2}, {"\xf0\x9f\x98", 3},
		{"\xff", 0}, {"\xb8", 0}, {"\xb8\xb8\xb8\xb8", 0},
	} {
		if got := partial([]byte(test.in)); got != test.want {
			t.Errorf("partial(%q) = %d, want %d", test.in, got, test.want)
		}
	}
}

// FuzzStreams cuts a text into pieces for two streams: nothing is lost, nothing
// exceeds a message, and valid text stays valid.
func FuzzStreams(f *testing.F) {
	f.Add("hello 世界 \xff\xe4", 3)
	f.Add(strings.Repeat("世", 30000), 65535)
	f.Fuzz(func(t *testing.T, text string, step int) {
		step = max(step%70000, 1)
		out := map[link.Stream]*strings.Builder{link.Stdout: {}, link.Stderr: {}}
		want := map[link.Stream]*strings.Builder{link.Stdout: {}, link.Stderr: {}}
		s := newStreams(func(k source, text string, _ bool) {
			if len(text) == 0 || len(text) > 3*maxText {
				t.Errorf("a message of %d bytes", len(text))
			}
			out[k.stream].WriteString(text)
		})
		s.timer.Stop()
		stream := link.Stdout
		for rest := text; rest != ""; {
			n := min(step, len(rest))
			s.add(source{1, stream}, []byte(rest[:n]))
			want[stream].WriteString(rest[:n])
			if rest = rest[n:]; n%3 == 0 {
				stream = link.Stdout + link.Stderr - stream
			}
		}
		s.fence(1)
		for k, w := range want {
			if got := out[k].String(); got != valid([]byte(w.String())) {
				t.Errorf("stream %d: got %q, want %q", k, got, w)
			}
		}
	})
}

// TestHalfRune prints a rune in two pieces a second apart.
func TestHalfRune(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got []string
		s := newStreams(func(_ source, text string, _ bool) { got = append(got, text) })
		k := source{1, link.Stdout}
		s.add(k, []byte("a\xe4\xb8"))
		time.Sleep(time.Second)
		<-s.timer.C
		s.tick()
		s.add(k, []byte("\x96"))
		s.fence(1)
		if strings.Join(got, "|") != "a|世" {
			t.Errorf("%q", got)
		}
	})
}
