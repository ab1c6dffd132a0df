package magic

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Display keeps what is shown, and what takes its place.
func (e *fakeEnv) Display(bundle map[string]string) func(map[string]string) {
	keep := func(b map[string]string) {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.shown = append(e.shown, b)
	}
	keep(bundle)
	return keep
}

// saw is what a kernel with so many goroutines tells.
func saw(n int, state string) *Goroutines {
	return &Goroutines{Table: map[string]string{"text/plain": fmt.Sprint(n, " of them ", time.Now().UnixMilli())}, Count: n, State: state}
}

func TestGoroutines(t *testing.T) {
	for _, test := range []struct {
		src, want string
		which     Which
	}{
		{"%goroutines", "2 of them", Which{}},
		{"%goroutines -cell 3", "2 of them", Which{Cell: 3}},
		{"%goroutines 7 8", "2 of them", Which{IDs: []int64{7, 8}}},
		{"%goroutines -stop 7 8", "2 goroutines have ended", Which{IDs: []int64{7, 8}, Stop: true}},
		{"%goroutines -stop -cell 3", "2 goroutines of cell 3 have ended", Which{Cell: 3, Stop: true}},
		{"%goroutines -stop 99", "error: there is no goroutine 99", Which{IDs: []int64{99}, Stop: true}},
		{"%goroutines -stop", "error: %goroutines: which? -stop needs numbers of goroutines or -cell N; usage: " + goroutines.Usage, Which{}},
		{"%goroutines -cell x", "error: %goroutines: -cell needs the number of a cell; usage: " + goroutines.Usage, Which{}},
		{"%goroutines x", "error: %goroutines: x is not the number of a goroutine; usage: " + goroutines.Usage, Which{}},
		{"%goroutines -cell 1 7", "error: %goroutines: either -cell or numbers of goroutines; usage: " + goroutines.Usage, Which{}},
	} {
		e := newFakeEnv("")
		e.goroutines = func(w Which) (*Goroutines, error) {
			if slices.Contains(w.IDs, 99) {
				return nil, errors.New("there is no goroutine 99")
			}
			return saw(2, ""), nil
		}
		got := ""
		if err := run(t, e, test.src); err != nil {
			got = "error: " + err.Error()
		} else if got = e.output(); len(e.shown) > 0 {
			got += e.shown[0]["text/plain"]
		}
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("%s\ngot  %s\nwant %s", test.src, got, test.want)
		}
		if len(e.looks) > 0 && fmt.Sprint(e.looks[0]) != fmt.Sprint(test.which) {
			t.Errorf("%s asks for %v", test.src, e.looks[0])
		}
	}
}

// TestGoroutinesRenewed looks at how long the table is renewed.
func TestGoroutinesRenewed(t *testing.T) {
	for _, test := range []struct {
		name   string
		tell   func(look int) (*Goroutines, error)
		cancel time.Duration
		want   time.Duration // that it is renewed
		last   string
	}{
		{"until nothing goes on", func(look int) (*Goroutines, error) { return saw(max(0, 4-look), fmt.Sprint(look)), nil }, time.Hour, 3 * pace, "no goroutine that a cell has started goes on"},
		{"until nothing changes", func(look int) (*Goroutines, error) { return saw(1, fmt.Sprint(min(look, 10))), nil }, time.Hour, (9 + still) * pace, "1 of them"},
		{"while the cell runs", func(look int) (*Goroutines, error) {
			s := saw(0, "")
			s.Running = look <= 1000
			return s, nil
		}, time.Hour, 1000 * pace, "no goroutine that a cell has started goes on"},
		{"not for ever", func(look int) (*Goroutines, error) { return saw(1, fmt.Sprint(look)), nil }, time.Hour, longest, "1 of them"},
		{"until the next cell", func(look int) (*Goroutines, error) { return saw(1, fmt.Sprint(look)), nil }, 10*pace + 1, 10*pace + 1, "1 of them"},
		{"until the worker ends", func(look int) (*Goroutines, error) {
			if look > 3 {
				return nil, errors.New("it is gone")
			}
			return saw(1, ""), nil
		}, time.Hour, 3 * pace, "1 of them"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := newFakeEnv("")
				e.goroutines = func(Which) (*Goroutines, error) { return test.tell(len(e.looks)) }
				if err := run(t, e, "%goroutines"); err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeout(t.Context(), test.cancel)
				defer cancel()
				start := time.Now()
				e.lingering(ctx)
				if took := time.Since(start); took != test.want {
					t.Errorf("renewed for %v, want %v", took, test.want)
				}
				if got := e.shown[len(e.shown)-1]["text/plain"]; !strings.HasPrefix(got, test.last) {
					t.Errorf("shows %q, want %q", got, test.last)
				}
			})
		})
	}
}
