package gantt

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gosched/kernel/internal/golden"
	"gosched/kernel/internal/timeline"
)

// TestGolden draws traces of interpreted cells, recorded once by %%trace -o, and
// compares pictures, texts and tables with the golden files.
func TestGolden(t *testing.T) {
	traces, err := filepath.Glob("testdata/*.trace")
	if err != nil || len(traces) == 0 {
		t.Fatal("there are no traces", err)
	}
	for _, file := range traces {
		name := strings.TrimSuffix(filepath.Base(file), ".trace")
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			tl, err := timeline.Read(f, timeline.InFiles)
			if err != nil {
				t.Fatal(err)
			}
			o := Options{Title: "Timeline of " + name, Lanes: 8}
			c := Chart(tl, o)
			golden.File(t, filepath.Join("testdata", name+".svg"), c.SVG())
			golden.File(t, filepath.Join("testdata", name+".txt"), c.String()+"\n\n"+Table(tl, o).String()+"\n"+Summary(tl)+"\n")
		})
	}
}

// TestStripes holds that what is drawn of short stays takes as much of the lane as the
// stays did, to the width of a stripe for each state, and leaves no gap.
func TestStripes(t *testing.T) {
	const grain = 100
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		var was, is parts
		at := time.Duration(0)
		draw := func(state timeline.State, from, to time.Duration) {
			if from != at {
				t.Fatalf("seed %d: a stripe begins at %v, the last one ended at %v", seed, from, at)
			}
			is[state] += to - from
			at = to
		}
		s := striper{grain: grain,
			whole:  func(stay timeline.Stay) { draw(stay.State, stay.From, stay.To) },
			stripe: func(state timeline.State, from, to time.Duration, _ int, _ parts) { draw(state, from, to) },
		}
		end := time.Duration(0)
		for range 2000 {
			stay := timeline.Stay{From: end, To: end + 1 + time.Duration(r.ExpFloat64()*30), State: timeline.State(r.IntN(4))}
			was[stay.State] += stay.Len()
			end = stay.To
			s.add(stay)
		}
		s.flush()
		for state := range was {
			if d := (was[state] - is[state]).Abs(); d > 2*grain {
				t.Errorf("seed %d: %v of %v are drawn as %v, of %v", seed, was[state], timeline.State(state), is[state], end)
			}
		}
	}
}

// TestArrows has arrows lead from who wakes to who is woken, up and down, if they are few
// enough.
func TestArrows(t *testing.T) {
	for _, wakes := range []int{1, maxArrows / 2, maxArrows} {
		tl := &timeline.Timeline{Length: time.Second}
		for i := range 2 {
			g := &timeline.Goroutine{ID: int64(i + 1), Func: "main.f"}
			for n := range wakes {
				from := time.Duration(n) * time.Second / time.Duration(wakes)
				to := from + time.Second/time.Duration(wakes)
				g.Stays = append(g.Stays, timeline.Stay{From: from, To: to, State: timeline.Recv, By: int32(1 - i)})
			}
			tl.Goroutines = append(tl.Goroutines, g)
		}
		want := 2 * wakes
		if want > maxArrows {
			want = 0
		}
		d := draw(tl, Options{})
		if len(d.arrows) != want {
			t.Errorf("of %d goroutines woken %d arrows are drawn", 2*wakes, len(d.arrows))
		}
		up := 0
		for _, a := range d.arrows {
			if a.From == "2 f" && a.To == "1 f" {
				up++
			}
		}
		if up != want/2 {
			t.Errorf("of %d arrows %d lead up", want, up)
		}
	}
}

// TestProcessors draws no more processors than lanes, those that ran most, and says so.
func TestProcessors(t *testing.T) {
	tl := &timeline.Timeline{Length: time.Second, Goroutines: []*timeline.Goroutine{{ID: 1, Main: true, Stays: []timeline.Stay{{To: time.Second, By: -1}}}}}
	for i := range 64 {
		p := &timeline.Processor{ID: i}
		if i%20 == 3 {
			p.Turns = []timeline.Turn{{From: 0, To: time.Duration(i) * time.Millisecond}}
		}
		tl.Processors = append(tl.Processors, p)
	}
	text := Chart(tl, Options{Lanes: 3}).String()
	for _, want := range []string{"P23 ", "P43 ", "P63 ", "the 3 busiest of 64 processors"} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %s in\n%s", want, text)
		}
	}
}

// TestTell prints times with three digits.
func TestTell(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 ns", 999: "999 ns", 1000: "1 µs", 1234: "1.23 µs", 999_400: "999 µs", 999_700: "1 ms",
		12_345_678: "12.3 ms", 1_500_000_000: "1.5 s", 1234 * time.Second: "1234 s",
	} {
		if got := tell(d); got != want {
			t.Errorf("%d ns is told as %s, want %s", d, got, want)
		}
	}
}

// TestCode names what is waited for by the source of the line.
func TestCode(t *testing.T) {
	tl := &timeline.Timeline{Length: 2e6, Goroutines: []*timeline.Goroutine{{ID: 1, Func: "main", Main: true, By: -1, Stays: []timeline.Stay{
		{From: 0, To: 1e6, State: timeline.Recv, At: timeline.Place{Cell: 3, Line: 4}, By: -1, Processor: -1},
		{From: 1e6, To: 2e6, State: timeline.Sleep, At: timeline.Place{Cell: 3, Line: 5}, By: -1, Processor: -1},
	}}}}
	o := Options{Code: func(cell, line int) string {
		if cell == 3 && line == 4 {
			return "\tv := <-results // " + strings.Repeat("of much work ", 9)
		}
		return ""
	}}
	svg, table := Chart(tl, o).SVG(), Table(tl, o).String()
	for text, in := range map[string]string{"; the line: v := &lt;-results // of much work of much …<": svg, " 1 main at cell 3, line 4: v := <-results // of much work of much …": table} {
		if !strings.Contains(in, text) {
			t.Errorf("%q is not in\n%s", text, in)
		}
	}
	if strings.Contains(table, "line 5:") {
		t.Errorf("a line that is not known is shown in\n%s", table)
	}
}
