package leak

import (
	"reflect"
	"runtime"
	"testing"
)

//go:noinline
func takes(list *[5]*int) { list[0] = new(int) }

//go:noinline
func hasAddressTaken() int {
	var list [5]*int
	takes(&list)
	return *list[0]
}

//go:noinline
func hasNone(a, b int) int { return a + b }

// TestLayouts looks for variables of functions of this program.
func TestLayouts(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Log("layouts are not known here")
		return
	}
	begin := func(f any) uint64 { return uint64(reflect.ValueOf(f).Pointer()) }
	list, ok := ofProgram(begin(hasAddressTaken))
	if !ok || len(list) != 1 || list[0].size != 40 || list[0].offset >= 0 || hasAddressTaken() != 0 {
		t.Errorf("one variable: %v, %t", list, ok)
	}
	if list, ok := ofProgram(begin(hasNone)); !ok || len(list) != 0 || hasNone(1, 2) != 3 {
		t.Errorf("no variable: %v, %t", list, ok)
	}
	for _, entry := range []uint64{0, 1, ^uint64(0), begin(hasNone) + 1} {
		if list, ok := ofProgram(entry); ok {
			t.Errorf("%#x is no function, and has %v", entry, list)
		}
	}
}
