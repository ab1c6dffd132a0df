package monospace

import "testing"

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "中文": 4, "é": 1, "e\u0301": 1, "「あ」": 6, "🐹": 2, "→": 1} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	rows := [][]string{{"name", "n", "mid"}, {"小明", "10", "x"}, {"Bob", "9"}}
	const want = "name   n  mid\n小明  10   x\nBob    9\n"
	if got := Table(rows, []Alignment{Left, Right, Center}); got != want {
		t.Errorf("table:\n%swant:\n%s", got, want)
	}
}
