package offspring

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain makes the test binary a keeper, and whatever else the tests need.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == KeeperCommand {
		Keeper(os.Args[3:])
		return
	}
	if role := os.Getenv("OFFSPRING_ROLE"); role != "" {
		os.Unsetenv("OFFSPRING_ROLE")
		roles[role]()
		return
	}
	os.Exit(m.Run())
}

// family starts processes of all kinds, says so, and ends.
const family = `sleep 1000 & (sleep 1000 &)
nohup sleep 1000 & (nohup sleep 1000 &)
setsid sleep 1000 & (setsid sleep 1000 &)
setsid sh -c 'setsid sleep 1000 & sleep 1000' &
sh -m -c 'sleep 1000 &'
(setsid sh -c 'trap "" TERM INT HUP; while :; do sleep 1000; done' &)
sleep 0.2 # then all have become what they are
echo started`

// The roles: each starts a family; none but "ends" ends by itself.
var roles = map[string]func(){
	"ends": func() {
		Adopt()
		shell(family)
		End()
	},
	"worker": func() {
		Adopt()
		shell(family)
		io.Copy(io.Discard, os.Stdin) // until the kernel has ended
		End()
	},
	"starts worker": func() {
		cmd := role("worker")
		cmd.Stdout = os.Stdout
		if _, err := cmd.StdinPipe(); err != nil {
			panic(err)
		}
		Start(cmd)
		cmd.Wait()
	},
	"starts keeper": func() {
		k, err := Keep(command(family + "; sleep 1000"))
		if err != nil {
			panic(err)
		}
		k.Wait()
	},
}

func command(script string) *exec.Cmd {
	cmd := exec.Command("sh", "-c", script)
	cmd.Stdout = os.Stdout
	return cmd
}

func shell(script string) {
	if err := command(script).Run(); err != nil {
		panic(err)
	}
}

// role prepares the test binary in a role.
func role(name string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "OFFSPRING_ROLE="+name)
	return cmd
}

// A witness is a pipe that all processes of a test have open as their output.
type witness struct {
	t    *testing.T
	r, w *os.File
	in   *bufio.Reader
}

func newWitness(t *testing.T) *witness {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeAll(r, w) })
	return &witness{t, r, w, bufio.NewReader(r)}
}

// started waits for the word.
func (w *witness) started() {
	w.t.Helper()
	w.w.Close()
	if line, err := w.in.ReadString('\n'); line != "started\n" {
		w.t.Fatalf("read %q, %v", line, err)
	}
}

// gone waits for the pipe's end: no process has it open any more.
func (w *witness) gone() {
	w.t.Helper()
	w.r.SetReadDeadline(time.Now().Add(20 * time.Second))
	if text, err := io.ReadAll(w.in); len(text) > 0 || err != nil {
		w.t.Errorf("read %q, %v", text, err)
	}
}

// TestFamily ends the heads of families in all ways; this process is the kernel.
func TestFamily(t *testing.T) {
	for _, tt := range []struct {
		role string
		end  func(*exec.Cmd)
	}{
		{"ends", func(*exec.Cmd) {}},
		{"worker", func(cmd *exec.Cmd) { cmd.Process.Kill() }},
	} {
		w := newWitness(t)
		cmd := role(tt.role)
		cmd.Stdout = w.w
		if _, err := cmd.StdinPipe(); err != nil {
			t.Fatal(err)
		}
		if err := Start(cmd); err != nil {
			t.Fatal(err)
		}
		w.started()
		tt.end(cmd)
		cmd.Wait()
		Ended(cmd)
		w.gone()
	}
	if n := adopted(); n > 0 {
		t.Errorf("%d processes have not been waited for", n)
	}
}

// adopted counts the children of this process, ended or not.
func adopted() (n int) {
	for _, p := range table() {
		if p.parent == os.Getpid() {
			n++
		}
	}
	return n
}

// TestKernelKilled kills a kernel: its workers and keepers end their families.
func TestKernelKilled(t *testing.T) {
	for _, name := range []string{"starts worker", "starts keeper"} {
		w := newWitness(t)
		kernel := role(name)
		kernel.Stdout = w.w
		if err := kernel.Start(); err != nil {
			t.Fatal(err)
		}
		w.started()
		kernel.Process.Kill()
		kernel.Wait()
		w.gone()
	}
}

// TestKeep runs scripts with a keeper and ends them in all ways.
func TestKeep(t *testing.T) {
	for _, tt := range []struct {
		script string
		end    func(*Kept)
		status string
	}{
		{family, nil, "0 -1"},
		{family + "; exit 3", nil, "3 -1"},
		{family + "; kill -KILL $$", nil, "-1 9"},
		{"kill -INT $PPID; kill -TERM $PPID; kill -HUP $PPID; " + family + "; kill -TERM $$", nil, "-1 15"},
		{family + "; kill -KILL $PPID; sleep 1000", nil, "-1 9"},
		{family + "; sleep 1000", func(k *Kept) { k.Signal(syscall.SIGTERM) }, "-1 15"},
		{"trap '' TERM; " + family + "; sleep 1000", (*Kept).Kill, "-1 9"},
		{family + "; kill -STOP $$", (*Kept).Kill, "-1 9"},
	} {
		w := newWitness(t)
		cmd := command(tt.script)
		cmd.Stdout = w.w
		k, err := Keep(cmd)
		if err != nil {
			t.Fatal(err)
		}
		w.started()
		if tt.end != nil {
			tt.end(k)
		}
		e, err := k.Wait()
		if got := fmt.Sprint(e.Status.ExitStatus(), int(e.Status.Signal())); err != nil || got != tt.status {
			t.Errorf("%s: status %s, %v, want %s", tt.script, got, err, tt.status)
		}
		if lost := strings.Contains(tt.script, "kill -KILL $PPID"); e.Lost != lost {
			t.Errorf("%s: the keeper was killed: %t, want %t", tt.script, e.Lost, lost)
		}
		w.gone()
	}
	if n := adopted(); n > 0 {
		t.Errorf("%d processes have not been waited for", n)
	}
}

// TestKeepPasses looks at what a command has of the one that Keep is given, and tells.
func TestKeepPasses(t *testing.T) {
	pipes := make([]*os.File, 0, 6) // for input, output and what is written to descriptor 4
	for range 3 {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		pipes = append(pipes, r, w)
	}
	cmd := exec.Command("sh", "-c", `read -r line; echo "$line $GREETING $PLACE"; tr '\0' '\n' </proc/$PPID/environ | grep -c PLACE >&4; kill -INT $$`)
	cmd.Env = append(os.Environ(), "GREETING=hello")
	cmd.Dir = t.TempDir()
	cmd.Stdin, cmd.Stdout, cmd.ExtraFiles = pipes[0], pipes[3], []*os.File{pipes[4], pipes[5]}
	k, err := Keep(cmd, "PLACE=a b=c")
	if err != nil {
		t.Fatal(err)
	}
	closeAll(pipes[0], pipes[3], pipes[5])
	fmt.Fprintln(pipes[1], "typed")
	out, _ := io.ReadAll(pipes[2])
	extra, _ := io.ReadAll(pipes[4])
	e, err := k.Wait()
	if want := "typed hello a b=c\n"; string(out) != want {
		t.Errorf("it printed %q, want %q", out, want)
	}
	if want := "0\n"; string(extra) != want {
		t.Errorf("it wrote %q, want %q", extra, want)
	}
	if err != nil || e.Status.Signal() != syscall.SIGINT || e.MaxRSS < 1<<19 || e.User+e.System <= 0 {
		t.Errorf("it ended with %+v, %v", e, err)
	}
	closeAll(pipes[1], pipes[2], pipes[4])
}

func TestKeepErrors(t *testing.T) {
	k, err := Keep(exec.Command("/no/such/program"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Wait(); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("error is %v", err)
	}
	cmd := command("true")
	cmd.Dir = "/no/such/directory"
	if _, err := Keep(cmd); err == nil {
		t.Error("no error")
	}
	for _, args := range [][]string{nil, {"0"}, {"0", "--"}, {"--", "true"}, {"many", "--", "true"}} {
		if _, err := startKept(args); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}

// TestBystander leaves a child alone that this package has not started.
func TestBystander(t *testing.T) {
	other := exec.Command("sleep", "1000")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	k, err := Keep(command("true"))
	if err != nil {
		t.Fatal(err)
	}
	k.Wait()
	if err := other.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("it has been ended: %v", err)
	}
	other.Process.Kill()
	other.Wait()
}

// TestBelow finds a child, and what that has started, in both ways.
func TestBelow(t *testing.T) {
	cmd := command("sleep 1000 & echo started; wait")
	w := newWitness(t)
	cmd.Stdout, cmd.SysProcAttr = w.w, GroupLeader()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.started()
	pids, all := Below(os.Getpid()), allDescendants(os.Getpid())
	slices.Sort(pids)
	slices.Sort(all)
	if !slices.Contains(pids, cmd.Process.Pid) || len(pids) != 2 || !slices.Equal(pids, all) {
		t.Errorf("%v and %v, want %d and its child", pids, all, cmd.Process.Pid)
	}
	syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	cmd.Wait()
	w.gone()
}
