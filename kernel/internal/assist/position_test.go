package assist

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestPositions completes at each of the positions in testdata/positions.txt.
func TestPositions(t *testing.T) {
	text, err := os.ReadFile("testdata/positions.txt")
	if err != nil {
		t.Fatal(err)
	}
	s := notebook(t)
	count := 0
	for line := range strings.Lines(string(text)) {
		src, wants, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ⇒ ")
		if !ok || strings.HasPrefix(line, "# Where") {
			continue
		}
		count++
		before, after, ok := strings.Cut(strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(src), "‸")
		if !ok {
			t.Fatalf("no cursor in %s", src)
		}
		var got []string
		for _, item := range Complete(s, before+after, len([]rune(before))).Items {
			got = append(got, item.Text)
		}
		for _, want := range strings.Fields(wants) {
			name, not := strings.CutPrefix(want, "-")
			switch {
			case want == "∅" && len(got) > 0:
				t.Errorf("%s: got %q, want nothing", src, head(got))
			case want != "∅" && slices.Contains(got, name) == not:
				t.Errorf("%s: got %q, want %s", src, head(got), want)
			}
		}
	}
	if count < 150 {
		t.Errorf("%d positions are not many", count)
	}
}

// head is enough of a list to see what it is.
func head(list []string) []string { return list[:min(len(list), 8)] }
