package stress

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var rounds = flag.Int("rounds", 2000, "how often each program of testdata/stress does what may go wrong")

// stressful calls do with the name and the text of each program of testdata/stress.
// Each has a function run(n int) int that does something n times and says how
// often that went wrong. A program that has a race by its nature says so by its
// build constraint.
func stressful(t *testing.T, do func(t *testing.T, text string)) {
	files, err := filepath.Glob("testdata/stress/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		t.Run(base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !raceDetector || !strings.HasPrefix(string(text), "//go:build !race\n") {
				do(t, string(text))
			}
		})
	}
}

// stressed returns a notebook in which the program is declared.
func stressed(t *testing.T, before ...string) *notebook {
	n, err := newNotebook(nil)
	for _, source := range before {
		if err == nil {
			_, err = n.cell(source)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// wrong runs the program and returns how often it went wrong.
func (n *notebook) wrong(t *testing.T, rounds int) int {
	got, err := n.cell(fmt.Sprintf("run(%d)", rounds))
	if err != nil {
		t.Fatal(err)
	}
	return got[0].(int)
}

func TestStress(t *testing.T) {
	stressful(t, func(t *testing.T, text string) {
		n := stressed(t, text)
		if wrong := n.wrong(t, *rounds); wrong != 0 {
			t.Errorf("%d wrong of %d", wrong, *rounds)
		} else {
			t.Logf("0 wrong of %d", *rounds)
		}
		if text := shown.take(); text != "" {
			t.Errorf("it printed\n%s", text)
		}
	})
}
