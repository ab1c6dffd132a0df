package prediction

import (
	"strings"
	"testing"
)

func TestLatest(t *testing.T) {
	if p, ok := Latest("E999"); ok {
		t.Errorf("found %v before any was made", p)
	}
	Make("E001", "how many?", 1)
	Make("E001", "how many?", 2)
	if p, ok := Latest("E001"); !ok || p.Guess != 2 {
		t.Errorf("Latest = %v, %v; want the second guess", p, ok)
	}
}

func TestRight(t *testing.T) {
	for _, test := range []struct {
		guess, measured any
		want            bool
	}{
		{4, 4.02, true},
		{4.0, 3.0, false},
		{3, 3, true},
		{int64(3), 3.4, true},
		{0, 0.05, true},
		{0, 0.5, false},
		{"A B", "a b", true},
		{"AB", "A B", true},
		{"AB", "BA", false},
		{true, true, true},
		{3, "3", true},
		{[]string{"a", "b"}, []string{"a", "b"}, true},
	} {
		if got := (Prediction{Guess: test.guess}).Right(test.measured); got != test.want {
			t.Errorf("guess %v, measured %v: right = %v", test.guess, test.measured, got)
		}
	}
}

func TestBundleEscapes(t *testing.T) {
	bundle := Make("E000", "a < b?", "<yes>").MIMEBundle()
	page := bundle["text/html"].(string)
	if strings.Contains(page, "<yes>") || !strings.Contains(page, "a &lt; b?") {
		t.Errorf("not escaped: %s", page)
	}
	if want := "E000 预测 · prediction: a < b? → <yes>"; bundle["text/plain"] != want {
		t.Errorf("plain text %q, want %q", bundle["text/plain"], want)
	}
}
