package record

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/trace"
	"strings"
	"testing"

	reader "golang.org/x/exp/trace"
)

// logs returns the logs of a whole trace.
func logs(t *testing.T, file string) (list []string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := reader.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for {
		ev, err := r.ReadEvent()
		if err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		if ev.Kind() == reader.EventLog && ev.Log().Category == Category {
			verb, _, _ := strings.Cut(ev.Log().Message, " ")
			list = append(list, verb)
		}
	}
}

func TestRecording(t *testing.T) {
	file := filepath.Join(t.TempDir(), "trace")
	r, err := Start(file, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	r.Stop()
	if got := strings.Join(logs(t, file), " "); got != "begin price end" {
		t.Errorf("the trace has the logs %s", got)
	}
	if trace.IsEnabled() {
		t.Error("tracing is still on")
	}
}

// TestLimit ends a recording at its limit, and what it wrote is whole.
func TestLimit(t *testing.T) {
	const limit = 300_000
	file := filepath.Join(t.TempDir(), "trace")
	r, err := Start(file, limit)
	if err != nil {
		t.Fatal(err)
	}
	for trace.IsEnabled() {
		runtime.Gosched()
	}
	r.Stop()
	if got := strings.Join(logs(t, file), " "); got != "begin price" {
		t.Errorf("the trace has the logs %s", got)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() < limit || info.Size() > 20*limit {
		t.Errorf("the trace has %d bytes, the limit is %d", info.Size(), limit)
	}
}

// TestBusy refuses to record where somebody else does, and leaves that alone.
func TestBusy(t *testing.T) {
	if err := trace.Start(io.Discard); err != nil {
		t.Fatal(err)
	}
	defer trace.Stop()
	file := filepath.Join(t.TempDir(), "trace")
	if _, err := Start(file, 1<<20); err == nil || !strings.Contains(err.Error(), "trace.Stop") {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("there is a file")
	}
	if !trace.IsEnabled() {
		t.Error("the other trace has been ended")
	}
}
