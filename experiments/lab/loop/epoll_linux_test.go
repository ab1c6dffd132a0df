package loop

import (
	"os"
	"testing"
)

func TestRegularFileIsRefused(t *testing.T) {
	l, err := NewPolling()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := l.OnReadable(f, func() {}); err == nil {
		t.Error("epoll took a regular file")
	}
}
