package twin

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gosched/kernel/internal/offspring"
	"gosched/kernel/internal/quota"
	"gosched/kernel/native"
)

// TestMain makes the test binary a keeper, too.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == offspring.KeeperCommand {
		offspring.Keeper(os.Args[3:])
		return
	}
	os.Exit(m.Run())
}

// A user answers every question with the same line, and reads what is printed.
type user struct {
	line string

	mu      sync.Mutex
	printed strings.Builder
}

func (u *user) Print(_ Stream, p []byte) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.printed.Write(p)
}

func (u *user) Event(native.Event) {}

func (u *user) Input(context.Context, string, bool) (string, error) { return u.line, nil }

// TestInput types lines to programs, whatever they read of them.
func TestInput(t *testing.T) {
	long := strings.Repeat("x", 1<<20) // more than a pipe holds
	for _, test := range []struct{ name, line, script, want string }{
		{"line", "typed", `read line; echo "$line"`, "typed\n"},
		{"lines", "again", `for i in 1 2 3; do read line; echo "$line"; done`, "again\nagain\nagain\n"},
		{"whole", long, `head -n 1 | wc -c`, "1048577\n"},
		{"beginning", long, `head -c 1; exit 3`, "x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			u := &user{line: test.line}
			o := RunOptions{Args: []string{"-c", test.script}, Environ: os.Environ()}
			out, err := (&Binary{Path: "/bin/sh"}).Run(t.Context(), o, u)
			if err != nil {
				t.Fatal(err)
			}
			if got := u.printed.String(); got != test.want {
				t.Errorf("it printed %q, want %q; it ended with %s", got, test.want, fmt.Sprint(out.Failure))
			}
		})
	}
}

// TestConnection runs a program that has a connection with the notebook, and one that
// has not: neither has more than its descriptors.
func TestConnection(t *testing.T) {
	const script = `echo ${` + native.PipesVar + `-none}; for fd in 3 4 5 6; do [ ! -e /dev/fd/$fd ] || echo $fd; done`
	for connected, want := range map[bool]string{true: "3,4\n3\n4\n", false: "none\n"} {
		u := new(user)
		o := RunOptions{Args: []string{"-c", script}, Environ: os.Environ()}
		out, err := (&Binary{Path: "/bin/sh", Native: connected}).Run(t.Context(), o, u)
		if got := u.printed.String(); err != nil || out.Failure != nil || got != want {
			t.Errorf("connected %t: it printed %q, want %q; %v", connected, got, want, err)
		}
	}
}

// TestMemory runs programs that may take so much.
func TestMemory(t *testing.T) {
	few := quota.Limit{Bytes: 64 << 20, From: "-mem"}
	for _, test := range []struct {
		name    string
		limit   quota.Limit
		environ []string
		script  string
		want    string // what it prints, or why it is ended
	}{
		{"more than it may", few, nil, `cat /dev/zero | tail -c 1000000000`, "^out of memory: the program took [0-9.]+ [MG]iB, and -mem allows 64 MiB$"},
		{"the collector's", few, nil, `echo $GOMEMLIMIT`, "^58720256\n$"},
		{"the user's word", few, []string{"GOMEMLIMIT=1MiB"}, `echo $GOMEMLIMIT`, "^1MiB\n$"},
		{"no limit", quota.Limit{}, nil, `echo ${GOMEMLIMIT:-none}`, "^none\n$"},
	} {
		t.Run(test.name, func(t *testing.T) {
			u := new(user)
			o := RunOptions{Args: []string{"-c", test.script}, Environ: append(test.environ, "PATH="+os.Getenv("PATH")), Memory: test.limit}
			out, err := (&Binary{Path: "/bin/sh"}).Run(t.Context(), o, u)
			if err != nil {
				t.Fatal(err)
			}
			got := u.printed.String()
			if out.Failure != nil {
				got = out.Failure.Value
			}
			if !regexp.MustCompile(test.want).MatchString(got) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
