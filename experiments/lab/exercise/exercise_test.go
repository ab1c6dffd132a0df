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

func TestTry(t *testing.T) {
	check := func(result, took int) string {
		return Try("X1").
			That(result == 3, "结果应为 3", "the result must be 3").
			That(took < 2, "太慢", "too slow").
			Solved("对", "right").Why.EN
	}
	for _, test := range []struct {
		result, took int
		want         string
	}{
		{3, 1, "right"},
		{3, 2, "too slow"},
		{4, 1, "the result must be 3"},
		{4, 2, "the result must be 3"}, // the first reason only
	} {
		if got := check(test.result, test.took); got != test.want {
			t.Errorf("check(%d, %d): %q, want %q", test.result, test.took, got, test.want)
		}
	}
}
