package front

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/sockets"
	"gosched/kernel/internal/wire"
)

var update = flag.Bool("u", false, "write what the transcripts give as what is wanted")

// TestTranscripts plays the files of testdata/transcripts. Each is a txtar
// archive of alternating files send and want. A line of send is one of
//
//	shell TYPE CONTENT       a request: r1, r2 … in order
//	control TYPE CONTENT
//	subshell TYPE CONTENT    on shell, for a subshell that does not exist
//	stdin VALUE              answers the latest input_request
//	stale VALUE              answers a question that was never asked
//	wait DURATION            lets time pass
//	sigint                   calls Front.Interrupt
//
// and want is what the kernel sends in consequence, in the order of its calls:
// channel, type, parent, content. The comment may say "no worker: N" to have the
// first N starts fail.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/transcripts/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) { play(t, a) })
			if *update {
				if err := os.WriteFile(name, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func play(t *testing.T, a *txtar.Archive) {
	k := newKernel(t, startErrors(a.Comment)...)
	for i := 0; i+1 < len(a.Files); i += 2 {
		send, want := &a.Files[i], &a.Files[i+1]
		if send.Name != "send" || want.Name != "want" {
			t.Fatalf("files %s, %s: want send, want", send.Name, want.Name)
		}
		for line := range strings.Lines(string(send.Data)) {
			k.step(strings.TrimSpace(line))
		}
		synctest.Wait()
		got := k.take()
		if *update {
			want.Data = []byte(got)
		} else if got != string(want.Data) {
			t.Errorf("after\n%s\ngot\n%s\nwant\n%s", send.Data, got, want.Data)
		}
	}
	k.close()
	if got := k.take(); got != "" {
		t.Errorf("at the end\n%s", got)
	}
}

// startErrors reads "no worker: 2", or "no worker: 2 after 1" if the first start succeeds.
func startErrors(comment []byte) []error {
	var n, after int
	if i := bytes.Index(comment, []byte("no worker: ")); i >= 0 {
		fmt.Sscanf(string(comment[i:]), "no worker: %d after %d", &n, &after)
	}
	errs := make([]error, after+n)
	for i := after; i < len(errs); i++ {
		errs[i] = errors.New("starting worker: no such program")
	}
	return errs
}

// A kernel is a Front with fakes around it, and its client.
type kernel struct {
	*sockets.Memory
	t        *testing.T
	front    *Front
	client   *wire.Codec
	cancel   context.CancelFunc
	ended    chan error
	requests map[string]string // msg_id to r1, r2 …
	asked    *wire.Message

	mu  sync.Mutex
	log strings.Builder
}

func newKernel(t *testing.T, startErrs ...error) *kernel {
	codec := wire.NewCodec(nil, "")
	k := &kernel{
		Memory:   sockets.NewMemory(codec),
		t:        t,
		client:   wire.NewCodec(nil, ""),
		ended:    make(chan error, 1),
		requests: map[string]string{},
	}
	ctx, cancel := context.WithCancel(context.Background())
	k.cancel = cancel
	k.front = New(Config{
		Sockets:  recorder{k.Memory, k},
		Codec:    codec,
		Language: newFakeLanguage(),
		Start:    startFake(startErrs...),
		Version:  "test",
	})
	go drop(k.Replies())
	go drop(k.IOPub())
	go func() { k.ended <- k.front.Run(ctx) }()
	return k
}

func drop(c <-chan *wire.Message) {
	for range c {
	}
}

// close ends the kernel as a lost parent would.
func (k *kernel) close() {
	k.cancel()
	if err := <-k.ended; err != nil {
		k.t.Error(err)
	}
}

// step carries out a line of a send file.
func (k *kernel) step(line string) {
	verb, rest := command(line)
	switch verb {
	case "shell", "control", "subshell":
		typ, content := command(rest)
		k.request(verb, typ, content)
	case "stdin":
		if rest == "EOF" {
			rest = wire.EOF
		}
		synctest.Wait()
		k.must(k.SendStdin(k.asked, wire.InputReply{Value: rest}))
	case "stale":
		m := k.client.NewOn(wire.Stdin, &wire.Message{Header: wire.Header{ID: "other"}}, wire.InputReply{Value: rest})
		k.must(k.SendMessage(m))
	case "wait":
		d, err := time.ParseDuration(rest)
		k.must(err)
		time.Sleep(d)
		synctest.Wait()
	case "sigint":
		k.front.Interrupt()
		synctest.Wait()
	case "":
	default:
		k.t.Fatalf("unknown step %q", line)
	}
}

func (k *kernel) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// request sends any content under any type.
func (k *kernel) request(channel, typ, content string) *wire.Message {
	m := k.client.NewOn(wire.Shell, nil, wire.KernelInfoRequest{})
	m.Header.Type = typ
	m.Content = json.RawMessage(content)
	switch channel {
	case "control":
		m.Channel = wire.Control
	case "subshell":
		m.Header.Subshell = "s1"
	}
	m = m.Envelope()
	m.Content = json.RawMessage(content)
	k.mu.Lock()
	k.requests[m.Header.ID] = fmt.Sprintf("r%d", len(k.requests)+1)
	k.mu.Unlock()
	k.must(k.SendMessage(m))
	return m
}

func (k *kernel) take() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.log.String()
	k.log.Reset()
	return s
}

// A recorder writes down what a Front sends, in the order of its calls.
type recorder struct {
	sockets.Sockets
	k *kernel
}

func (r recorder) Send(m *wire.Message) error {
	r.k.record(m)
	return r.Sockets.Send(m)
}

func (r recorder) Publish(ctx context.Context, m *wire.Message) error {
	r.k.record(m)
	return r.Sockets.Publish(ctx, m)
}

func (r recorder) PublishNow(m *wire.Message) error {
	r.k.record(m)
	return r.Sockets.PublishNow(m)
}

func (k *kernel) record(m *wire.Message) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var parent wire.Header
	json.Unmarshal(m.Parent, &parent)
	from := k.requests[parent.ID]
	if from == "" {
		from = "-"
	}
	if m.Header.Type == "input_request" {
		k.asked = m
	}
	fmt.Fprintf(&k.log, "%s %s %s %s\n", m.Channel, from, m.Header.Type, normal(m.Content))
}

// normal shortens what differs from machine to machine and what is long.
func normal(content json.RawMessage) string {
	s := string(content)
	if len(s) > 300 {
		s = s[:297] + "..."
	}
	return strings.ReplaceAll(s, "\\u001b", "ESC")
}
