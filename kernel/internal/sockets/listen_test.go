package sockets

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"gosched/kernel/internal/wire"
)

// ipcConnection returns a connection over Unix sockets in a directory whose path
// is short enough.
func ipcConnection(t testing.TB) *wire.Connection {
	t.Helper()
	dir, err := os.MkdirTemp("", "ipc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return &wire.Connection{
		Transport: "ipc", IP: filepath.Join(dir, "kernel"),
		ShellPort: 1, IOPubPort: 2, StdinPort: 3, ControlPort: 4, HBPort: 5,
	}
}

// tryListen listens and closes at once.
func tryListen(conn *wire.Connection) error {
	z, err := Listen(conn, wire.NewCodec(nil, ""), nil)
	if err != nil {
		return err
	}
	return z.Close(context.Background())
}

// TestPortInUse takes each port in turn: the error names its field, and the other
// four are free again.
func TestPortInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	number := taken.Addr().(*net.TCPAddr).Port
	for field, set := range map[string]func(*wire.Connection){
		"shell_port":   func(c *wire.Connection) { c.ShellPort = number },
		"iopub_port":   func(c *wire.Connection) { c.IOPubPort = number },
		"stdin_port":   func(c *wire.Connection) { c.StdinPort = number },
		"control_port": func(c *wire.Connection) { c.ControlPort = number },
		"hb_port":      func(c *wire.Connection) { c.HBPort = number },
	} {
		conn := &wire.Connection{Transport: "tcp", IP: "127.0.0.1"}
		set(conn)
		if err := tryListen(conn); !errors.Is(err, syscall.EADDRINUSE) || !strings.Contains(err.Error(), field) {
			t.Errorf("got %v, want address in use by %s", err, field)
		}
	}
}

func TestNoSuchAddress(t *testing.T) {
	if err := tryListen(&wire.Connection{Transport: "tcp", IP: "no.such.host.invalid"}); err == nil || !strings.Contains(err.Error(), `ip "no.such.host.invalid"`) {
		t.Errorf("got %v", err)
	}
}

// TestSocketFiles looks at what ipc leaves in the file system.
func TestSocketFiles(t *testing.T) {
	conn := ipcConnection(t)
	k := newKernelOn(t, conn, Options{})
	files := func() []os.DirEntry {
		t.Helper()
		entries, err := os.ReadDir(filepath.Dir(conn.IP))
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
	if n := len(files()); n != 5 {
		t.Errorf("%d files, want 5", n)
	}
	for _, f := range files() {
		info, err := f.Info()
		if err != nil || info.Mode() != fs.ModeSocket|0o600 {
			t.Errorf("%s is %v, want a socket with mode 0600: %v", f.Name(), info.Mode(), err)
		}
	}
	if err := tryListen(conn); !errors.Is(err, syscall.EADDRINUSE) || !strings.Contains(err.Error(), "shell_port") {
		t.Errorf("second kernel: %v, want address in use", err)
	}
	go k.echo()
	checkServed(t, k)
	if err := k.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if n := len(files()); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

// TestStaleSocket listens where a killed process has left its socket (row 18).
func TestStaleSocket(t *testing.T) {
	conn := ipcConnection(t)
	_, path := conn.Address(conn.StdinPort)
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	l.Close()
	if err := tryListen(conn); err != nil {
		t.Error(err)
	}
}

func TestPathIsAFile(t *testing.T) {
	conn := ipcConnection(t)
	_, path := conn.Address(conn.StdinPort)
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := tryListen(conn); err == nil || !strings.Contains(err.Error(), "not a socket") || !strings.Contains(err.Error(), "stdin_port") {
		t.Errorf("got %v", err)
	}
	if text, _ := os.ReadFile(path); string(text) != "precious" {
		t.Errorf("file has become %q", text)
	}
}

func TestPathTooLong(t *testing.T) {
	conn := ipcConnection(t)
	conn.IP += strings.Repeat("x", maxPath)
	if err := tryListen(conn); err == nil || !strings.Contains(err.Error(), "limit is") {
		t.Errorf("got %v", err)
	}
}

// A failing listener fails some times and is then closed.
type failing struct {
	net.Listener
	times int
	calls []time.Time
}

func (l *failing) Accept() (net.Conn, error) {
	l.calls = append(l.calls, time.Now())
	if len(l.calls) > l.times {
		return nil, net.ErrClosed
	}
	return nil, syscall.EMFILE
}

// TestAcceptBacksOff has Accept fail again and again (row 3).
func TestAcceptBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &failing{times: 20}
		e := newEndpoint("shell", l, &router{}, Options{}.orDefaults())
		began := time.Now()
		e.start()
		e.running.Wait()
		if got := time.Since(began); got < 10*time.Second {
			t.Errorf("20 failures within %v", got)
		}
		for i := range l.calls[1:] {
			if d := l.calls[i+1].Sub(l.calls[i]); d < 5*time.Millisecond || d > time.Second {
				t.Errorf("pause %d is %v", i, d)
			}
		}
	})
}
