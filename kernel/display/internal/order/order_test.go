package order

import (
	"math"
	"reflect"
	"slices"
	"testing"
	"time"
)

// TestEntries sorts maps of all kinds of keys, each several times: maps have no order
// of their own.
func TestEntries(t *testing.T) {
	for _, test := range []struct {
		m    any
		want []string
	}{
		{map[string]int{"worker 10": 1, "b": 1, "worker 9": 1, "worker 09": 1, "a": 1, "": 1, "worker": 1},
			[]string{"", "a", "b", "worker", "worker 09", "worker 9", "worker 10"}},
		{map[int]int{10: 1, 9: 1, -1: 1}, []string{"-1", "9", "10"}},
		{map[time.Duration]int{time.Second: 1, 2 * time.Millisecond: 1}, []string{"2ms", "1s"}},
		{map[float64]int{math.Inf(1): 1, 0.5: 1, math.NaN(): 1}, []string{"NaN", "0.5", "+Inf"}},
		{map[any]int{10: 1, 9: 1, "5": 1, uint(7): 1, 2.5: 1, nil: 1}, []string{"9", "10", "7", "2.5", "5", "<nil>"}},
		{map[bool]int(nil), nil},
	} {
		for range 10 {
			var names []string
			for _, e := range Entries(reflect.ValueOf(test.m)) {
				names = append(names, e.Name)
				if !e.Value.IsValid() || e.Value.Int() != 1 {
					t.Errorf("%v: %s has %v", test.m, e.Name, e.Value)
				}
			}
			if !slices.Equal(names, test.want) {
				t.Fatalf("%v: %q, want %q", test.m, names, test.want)
			}
		}
	}
}
