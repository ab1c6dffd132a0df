package stress

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// racy is a program with a data race, whatever the schedule.
const racy = `package main

type counter struct{ n int }

var shared counter

func main() {
	done := make(chan bool)
	go func() {
		shared.n++
		done <- true
	}()
	shared.n++
	<-done
}
`

// TestRaceIsSeen runs a program with a race: a build with the race detector sees
// it, and only there.
func TestRaceIsSeen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "racy.go")
	if err := os.WriteFile(file, []byte(racy), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-runs", "1")
	cmd.Env = append(os.Environ(), programEnv+"="+file, "GORACE=atexit_sleep_ms=0")
	var said bytes.Buffer
	cmd.Stderr = &said
	err := cmd.Run()
	if seen := strings.Contains(said.String(), "DATA RACE"); seen != raceDetector || (err != nil) != seen {
		t.Errorf("a race is seen: %t, %v\n%s", seen, err, said.String())
	}
}
