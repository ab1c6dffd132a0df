package lab

import "testing"

func TestParseAccount(t *testing.T) {
	a, err := parseAccount("98129 4341258 2\n")
	if err != nil || a != (account{98129, 4341258}) {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := parseAccount(""); err == nil {
		t.Error("an account of nothing")
	}
}
