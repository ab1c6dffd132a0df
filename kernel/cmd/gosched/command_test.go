package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gosched/kernel/internal/nbrun"
)

// Flags may stand anywhere before "--", with one dash or two.
func TestParse(t *testing.T) {
	for _, test := range []struct{ args, rest string }{
		{"", ""},
		{"a b", "a b"},
		{"-o x a", "a"},
		{"a --o x", "a"},
		{"a -o=x -v b", "a b"},
		{"-o x -- -v a", "-v a"},
		{"a -o x -- b -v", "a b -v"},
		{"-v -o x", ""},
	} {
		fs := flag.NewFlagSet("test", flag.ContinueOnError)
		fs.SetOutput(io.Discard)
		o := fs.String("o", "", "")
		fs.Bool("v", false, "")
		rest, err := parse(fs, strings.Fields(test.args))
		if err != nil || !slices.Equal(rest, strings.Fields(test.rest)) {
			t.Errorf("%s: got %q, %v", test.args, rest, err)
		}
		if strings.Contains(test.args, "x") != (*o == "x") {
			t.Errorf("%s: -o is %q", test.args, *o)
		}
	}
}

// Every command explains itself.
func TestHelp(t *testing.T) {
	for _, c := range commands() {
		var b strings.Builder
		c.help(&b)
		if !strings.HasPrefix(b.String(), "usage: gosched "+c.name) || len(strings.TrimSpace(c.long)) < 20 {
			t.Errorf("%s: %s", c.name, &b)
		}
		if !c.hidden && c.short == "" {
			t.Errorf("%s is listed without explanation", c.name)
		}
	}
}

func TestBarLine(t *testing.T) {
	b := bar{name: "a.ipynb"}
	for want, p := range map[string]nbrun.Progress{
		"a.ipynb [                    ] 1/4  x := 1":        {Cell: 1, Cells: 4, Source: "x := 1\ny := 2"},
		"a.ipynb [##########          ] 2/4  世界":            {Cell: 2, Cells: 4, Source: "世界", Ended: true},
		"a.ipynb [####################] 4/4  " + "long lon": {Cell: 4, Cells: 4, Source: "long long long", Ended: true},
	} {
		if got := b.line(p, 45); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// The end of the program that started the kernel ends the kernel.
func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		gone := func() bool { return time.Since(began) > 5*time.Second }
		if !watch(context.Background(), gone) || time.Since(began) > 7*time.Second {
			t.Errorf("noticed after %v", time.Since(began))
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if watch(ctx, func() bool { return false }) {
			t.Error("nobody has gone")
		}
	})
}

func TestWithParent(t *testing.T) {
	for _, pid := range []string{"", "0", "x", fmt.Sprint(os.Getppid()), "99999999"} {
		t.Setenv("JPY_PARENT_PID", pid)
		if gone := parentGone(); (gone != nil) != (len(pid) > 1) || gone != nil && gone() && os.Getppid() != 1 {
			t.Errorf("JPY_PARENT_PID=%s: wrong", pid)
		}
		ctx, stop := withParent(context.Background())
		stop()
		if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("JPY_PARENT_PID=%s: %v", pid, err)
		}
	}
}
