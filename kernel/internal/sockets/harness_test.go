package sockets

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"gosched/kernel/internal/wire"
)

// patience is how long a test waits for what must happen; it is never used up
// unless the test fails.
const patience = 20 * time.Second

var testKey = []byte("key")

// A kernel is a ZMQ under test with what it logs.
type kernel struct {
	*ZMQ
	t     testing.TB
	codec *wire.Codec

	mu  sync.Mutex
	log strings.Builder
}

// newKernel starts a kernel on free ports. Its end, and that of all its
// goroutines, is checked.
func newKernel(t testing.TB, opts Options) *kernel {
	t.Helper()
	return newKernelOn(t, &wire.Connection{Transport: "tcp", IP: "127.0.0.1"}, opts)
}

func newKernelOn(t testing.TB, conn *wire.Connection, opts Options) *kernel {
	t.Helper()
	k := &kernel{t: t, codec: wire.NewCodec(testKey, "")}
	opts.Logf = k.logf
	z, err := listenAll(conn, k.codec, opts.orDefaults())
	if err != nil {
		t.Fatal(err)
	}
	k.ZMQ = z
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(t.Context(), 0) // t.Context is done already
		defer cancel()
		k.Close(ctx)
		checkNoGoroutines(t)
	})
	return k
}

func (k *kernel) logf(format string, args ...any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	fmt.Fprintf(&k.log, format+"\n", args...)
}

func (k *kernel) logged() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.log.String()
}

// echo answers every message with an empty execute_reply until the kernel ends.
func (k *kernel) echo() {
	for m := range k.Recv() {
		k.Send(k.codec.New(m, wire.ExecuteReply{}))
	}
}

// address returns the network address of a socket by its name.
func (k *kernel) address(name string) (network, address string) {
	for i, e := range k.endpoints {
		if e.name == name {
			return k.conn.Address(k.conn.Ports()[i].Number)
		}
	}
	k.t.Fatalf("no socket %q", name)
	return
}

var socketNames = []string{"shell", "iopub", "stdin", "control", "heartbeat"}

// clientType is the Socket-Type of an ordinary client of each socket.
var clientType = map[string]string{"shell": "DEALER", "control": "DEALER", "stdin": "DEALER", "iopub": "SUB", "heartbeat": "REQ"}

// checkNoGoroutines fails the test if goroutines of this package live on. Those
// that are just about to end get a moment.
func checkNoGoroutines(t testing.TB) {
	t.Helper()
	var left string
	for end := time.Now().Add(patience); time.Now().Before(end); runtime.Gosched() {
		if left = ownGoroutines(); left == "" {
			return
		}
	}
	t.Errorf("goroutines that have not ended:\n%s", left)
}

func ownGoroutines() string {
	buf := make([]byte, 16<<20)
	var own []string
	for _, g := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(g, "internal/sockets.(*") && !strings.Contains(g, "_test.go") {
			own = append(own, g)
		}
	}
	return strings.Join(own, "\n\n")
}

// eventually waits for a condition that another goroutine brings about.
func eventually(t testing.TB, what string, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if condition() {
			return
		}
	}
	t.Fatalf("not within %v: %s", patience, what)
}

// A raw is a client that speaks ZMTP by hand, rightly or wrongly.
type raw struct {
	net.Conn
	t     testing.TB
	r     *bufio.Reader
	codec *wire.Codec // also notices a message that comes twice
}

func (k *kernel) dial(name string) *raw {
	k.t.Helper()
	network, address := k.address(name)
	c, err := net.Dial(network, address)
	if err != nil {
		k.t.Fatal(err)
	}
	k.t.Cleanup(func() { c.Close() })
	c.SetReadDeadline(time.Now().Add(patience))
	return &raw{c, k.t, bufio.NewReader(c), wire.NewCodec(testKey, "")}
}

// connect dials and completes the handshake as an ordinary client.
func (k *kernel) connect(name, identity string) *raw {
	k.t.Helper()
	c := k.dial(name)
	c.put(greeting("NULL", 3), ready("Socket-Type", clientType[name], "Identity", identity))
	c.skipHandshake()
	return c
}

func (c *raw) skipHandshake() {
	c.t.Helper()
	if _, err := io.CopyN(io.Discard, c.r, greetingSize); err != nil {
		c.t.Fatal(err)
	}
	if flags, body, err := c.frame(); err != nil || flags != flagCommand || !strings.HasPrefix(string(body), "\x05READY") {
		c.t.Fatalf("kernel's READY is %#x %q: %v", flags, body, err)
	}
}

// put sends bytes as they are. That the kernel may have hung up is no error.
func (c *raw) put(parts ...[]byte) {
	for _, p := range parts {
		c.Write(p)
	}
}

func (c *raw) send(frames ...[]byte) { c.put(message(frames...)) }

// frame reads one frame.
func (c *raw) frame() (flags byte, body []byte, err error) {
	h := make([]byte, 9)
	if _, err := io.ReadFull(c.r, h[:2]); err != nil {
		return 0, nil, err
	}
	size := uint64(h[1])
	if h[0]&flagLong != 0 {
		if _, err := io.ReadFull(c.r, h[2:]); err != nil {
			return 0, nil, err
		}
		size = binary.BigEndian.Uint64(h[1:])
	}
	body = make([]byte, size)
	_, err = io.ReadFull(c.r, body)
	return h[0], body, err
}

// recv reads one message.
func (c *raw) recv() (frames [][]byte, err error) {
	for {
		flags, body, err := c.frame()
		if err != nil {
			return frames, err
		}
		frames = append(frames, body)
		if flags&flagMore == 0 {
			return frames, nil
		}
	}
}

// mustRecv reads one message and decodes it as one of a kernel.
func (c *raw) mustRecv(k *kernel) *wire.Message {
	c.t.Helper()
	frames, err := c.recv()
	if err != nil {
		c.t.Fatal(err)
	}
	m, err := c.codec.Decode(wire.IOPub, frames)
	if err != nil {
		c.t.Fatal(err)
	}
	return m
}

// isCut reports whether the kernel has closed the connection, after whatever it
// had sent.
func (c *raw) isCut() bool {
	_, err := io.Copy(io.Discard, c.r)
	return !errors.Is(err, os.ErrDeadlineExceeded)
}

// greeting returns a ZMTP greeting.
func greeting(mechanism string, version byte) []byte {
	b := make([]byte, greetingSize)
	b[0], b[9], b[10] = 0xFF, 0x7F, version
	copy(b[12:32], mechanism)
	return b
}

// frameBytes returns a frame.
func frameBytes(flags byte, body []byte) []byte {
	if len(body) > 255 {
		h := binary.BigEndian.AppendUint64([]byte{flags | flagLong}, uint64(len(body)))
		return append(h, body...)
	}
	return append([]byte{flags, byte(len(body))}, body...)
}

func message(frames ...[]byte) (b []byte) {
	for i, f := range frames {
		var flags byte
		if i < len(frames)-1 {
			flags = flagMore
		}
		b = append(b, frameBytes(flags, f)...)
	}
	return b
}

func command(name, body string) []byte {
	return frameBytes(flagCommand, []byte(string(rune(len(name)))+name+body))
}

// ready returns a READY command with the properties name, value, name, value, …
func ready(properties ...string) []byte {
	var body []byte
	for i := 0; i < len(properties); i += 2 {
		body = append(body, byte(len(properties[i])))
		body = append(body, properties[i]...)
		body = binary.BigEndian.AppendUint32(body, uint32(len(properties[i+1])))
		body = append(body, properties[i+1]...)
	}
	return command("READY", string(body))
}

// request returns the frames of a signed kernel_info_request.
func request() [][]byte {
	c := wire.NewCodec(testKey, "")
	return c.Encode(c.New(nil, wire.KernelInfoRequest{}))
}

// checkServed fails the test unless ordinary clients of all five sockets are
// served. The kernel must be echoing.
func checkServed(t testing.TB, k *kernel) {
	t.Helper()
	for _, name := range []string{"shell", "control", "stdin"} {
		c := k.connect(name, "")
		c.send(request()...)
		if m := c.mustRecv(k); m.Header.Type != "execute_reply" {
			t.Errorf("%s: answer is a %s", name, m.Header.Type)
		}
		c.Close()
	}
	sub := k.connect("iopub", "")
	sub.send([]byte("\x01"))
	if m := sub.mustRecv(k); m.Header.Type != "iopub_welcome" {
		t.Errorf("iopub: first message is a %s", m.Header.Type)
	}
	sub.Close()
	hb := k.connect("heartbeat", "")
	hb.send(nil, []byte("beat"))
	if frames, err := hb.recv(); err != nil || len(frames) != 2 || string(frames[1]) != "beat" {
		t.Errorf("heartbeat: answer is %q: %v", frames, err)
	}
	hb.Close()
}
