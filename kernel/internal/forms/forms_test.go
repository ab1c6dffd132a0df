package forms

import "testing"

func TestOf(t *testing.T) {
	for _, test := range []struct {
		values []any
		want   string
	}{
		{[]any{"a"}, `"a"`},
		{[]any{1, "a", nil}, `1 "a" <nil>`},
	} {
		if data, _ := Of(test.values); data["text/plain"] != test.want {
			t.Errorf("%v: %v, want %s", test.values, data, test.want)
		}
	}
}

func TestEncode(t *testing.T) {
	data, meta := Encode(map[string]any{"text/plain": "<a>", "text/html": "<b>"}, nil)
	if string(data["text/plain"]) != `"\u003ca\u003e"` || len(data) != 2 || meta != nil {
		t.Errorf("got %s, %s", data, meta)
	}
	data, meta = Encode(map[string]any{"text/html": func() {}}, map[string]any{"a": 1})
	if data["text/plain"] == nil || data["text/html"] != nil || string(meta) != `{"a":1}` {
		t.Errorf("what JSON cannot hold: %s, %s", data, meta)
	}
}
