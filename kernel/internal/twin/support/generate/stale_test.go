package main

import (
	"bytes"
	"os"
	"testing"
)

// The archive is what go generate makes of the sources as they are.
func TestStale(t *testing.T) {
	made, err := archive()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("../support.zip")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, kept) {
		t.Error("the embedded sources are stale: go generate ./kernel/internal/twin/support")
	}
}
