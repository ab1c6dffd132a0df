package display_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gosched/kernel/display"
)

// A recorder is a Sink that remembers.
type recorder struct {
	mu       sync.Mutex
	messages []display.Message
	prompts  []string
	ends     []func()
}

func (r *recorder) AtEnd(do func()) { r.ends = append(r.ends, do) }

func (r *recorder) Display(m display.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.messages = append(r.messages, m)
}

func (r *recorder) Input(prompt string, password bool) (string, error) {
	r.prompts = append(r.prompts, fmt.Sprint(prompt, password))
	if len(r.prompts) > 2 {
		return "", io.EOF
	}
	return "answer", nil
}

func record(t *testing.T) *recorder {
	r := new(recorder)
	display.Connect(r)
	t.Cleanup(func() { display.Connect(nil) })
	return r
}

// texts prints the messages one a line, with ids numbered in order of appearance.
func (r *recorder) String() string {
	var b strings.Builder
	ids := map[string]int{"": 0}
	for _, m := range r.messages {
		if _, ok := ids[m.DisplayID]; !ok {
			ids[m.DisplayID] = len(ids)
		}
		kind := [...]string{"display", "update", "clear"}[m.Kind]
		fmt.Fprintf(&b, "%s %d %v %t\n", kind, ids[m.DisplayID], m.Data["text/plain"], m.Wait)
	}
	return b.String()
}

func TestShow(t *testing.T) {
	r := record(t)
	display.Show(1, "x")
	h := display.Start(display.Markdown("a"))
	other := display.Start(2)
	h.Update("b")
	other.Update(3)
	display.Clear(true)
	display.Clear(false)
	display.Show()
	want := `display 0 1 false
display 0 "x" false
display 1 a false
display 2 2 false
update 1 "b" false
update 2 3 false
clear 0 <nil> true
clear 0 <nil> false
`
	if got := r.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if h.ID() == other.ID() || h.ID() == "" {
		t.Errorf("ids %q and %q", h.ID(), other.ID())
	}
}

func TestInput(t *testing.T) {
	r := record(t)
	name, err := display.Input("Name: ")
	if name != "answer" || err != nil {
		t.Errorf("got %q, %v", name, err)
	}
	if _, err := display.Password("Secret: "); err != nil {
		t.Error(err)
	}
	if _, err := display.Input("More: "); err != io.EOF {
		t.Errorf("got error %v, want EOF", err)
	}
	if got := strings.Join(r.prompts, "|"); got != "Name: false|Secret: true|More: false" {
		t.Errorf("prompts %q", got)
	}
}

// TestProgress counts a thousand steps of a millisecond: the bar is drawn ten
// times a second, and once more at the end.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := record(t)
		b := display.Progress(1000, "a<b")
		for range 1000 {
			time.Sleep(time.Millisecond)
			b.Add(1)
		}
		b.Done()
		b.Done()
		b.Add(1)
		if n := len(r.messages); n != 12 {
			t.Errorf("%d messages", n)
		}
		lines := strings.Split(r.String(), "\n")
		for i, want := range map[int]string{
			0:  "display 1 [                    ] a<b 0/1000 0% false",
			5:  "update 1 [##########          ] a<b 500/1000 50% 500ms false",
			11: "update 1 [####################] a<b 1000/1000 100% 1s false",
		} {
			if lines[i] != want {
				t.Errorf("line %d is %q, want %q", i, lines[i], want)
			}
		}
		html := r.messages[5].Data["text/html"]
		if want := `<div><progress value="500" max="1000"></progress> a&lt;b 500/1000 50% 500ms</div>`; html != want {
			t.Errorf("HTML is %q, want %q", html, want)
		}
	})
}

// TestProgressPauses stops counting between two pictures, and the cell ends there.
func TestProgressPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := record(t)
		b := display.Progress(10, "")
		b.Add(3)
		time.Sleep(time.Second)
		b.Add(1)
		b.Add(1)
		for _, do := range r.ends {
			do()
		}
		time.Sleep(time.Second)
		want := `display 1 [                    ] 0/10 0% false
update 1 [######              ] 3/10 30% 200ms false
update 1 [########            ] 4/10 40% 1s false
update 1 [##########          ] 5/10 50% 1s false
`
		if got := r.String(); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// A loop that ends early shows how far it came; one without known end, its count.
func TestProgressEnds(t *testing.T) {
	synctest.Test(t, testProgressEnds) // where no time passes
}

func testProgressEnds(t *testing.T) {
	r := record(t)
	for i := range display.Range(8) {
		if i == 2 {
			break
		}
	}
	func() {
		defer func() { recover() }()
		for range display.Range(2) {
			panic("in the loop")
		}
	}()
	b := display.Progress(0, "lines")
	b.Add(7)
	b.Done()
	over := display.Progress(2, "")
	over.Add(3)
	over.Done()
	for range display.Range(0) {
		t.Error("Range(0) yields")
	}
	want := `display 1 [                    ] 0/8 0% false
update 1 [#####               ] 2/8 25% false
display 2 [                    ] 0/2 0% false
update 2 [                    ] 0/2 0% false
display 3 lines 0 false
update 3 lines 7 false
display 4 [                    ] 0/2 0% false
update 4 [####################] 3/2 150% false
display 5 0 false
update 5 0 false
`
	if got := r.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestConcurrent lets the race detector look.
func TestConcurrent(t *testing.T) {
	r := record(t)
	b := display.Progress(100, "")
	ids := make(chan string, 10)
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			for range 10 {
				b.Add(1)
			}
			ids <- display.Start(1).ID()
		})
	}
	wg.Wait()
	close(ids)
	b.Done()
	seen := make(map[string]bool)
	for id := range ids {
		if seen[id] {
			t.Errorf("id %s twice", id)
		}
		seen[id] = true
	}
	if last := r.messages[len(r.messages)-1]; !strings.Contains(last.Data["text/plain"].(string), "100/100") {
		t.Errorf("last message %v", last)
	}
}

// TestUnconnected runs without a notebook: text goes to standard output.
func TestUnconnected(t *testing.T) {
	synctest.Test(t, testUnconnected) // where no time passes
}

func testUnconnected(t *testing.T) {
	got := capture(t, "first\r\nsecond", func() {
		display.Show(display.HTML("<b>bold</b>"), point{1, 2})
		display.Start(1).Update(2)
		display.Clear(false)
		b := display.Progress(2, "work")
		b.Add(2)
		b.Done()
		for range 2 {
			line, err := display.Input("> ")
			display.Show(line, err)
		}
		_, err := display.Password("? ")
		display.Show(err, errors.Is(err, io.EOF))
	})
	want := "bold\n{X:1 Y:2}\n1\n2\n[####################] work 2/2 100%\n" +
		"> \"first\"\n<nil>\n> \"second\"\n<nil>\n? EOF\ntrue\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// capture runs f with input as standard input and returns its standard output.
func capture(t *testing.T, input string, f func()) string {
	in, err := os.Create(t.TempDir() + "/in")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := in.WriteString(input); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	stdin, stdout := os.Stdin, os.Stdout
	os.Stdin, os.Stdout = in, out
	defer func() { os.Stdin, os.Stdout = stdin, stdout }()
	f()
	text, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
