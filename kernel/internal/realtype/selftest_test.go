package realtype

import "testing"

func TestSelfTest(t *testing.T) {
	for range 3 {
		if err := SelfTest(); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkSelfTest(b *testing.B) {
	for b.Loop() {
		if err := SelfTest(); err != nil {
			b.Fatal(err)
		}
	}
}
