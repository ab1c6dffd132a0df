package exercise

import (
	"strings"
	"testing"
)

func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		answer Answer
		want   string
	}{
		{Solved("X1", "对", "right"), "X1: ✔ 通过 · solved — 对 · right"},
		{NotYet("X1", "a < b", "a < b"), "X1: ✘ 还没有 · not yet — a < b"},
	} {
		if got := test.answer.String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
		if page := test.answer.MIMEBundle()["text/html"].(string); strings.Contains(page, "a < b") {
			t.Errorf("not escaped: %s", page)
		}
	}
}
