package wire

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

var testKey = []byte("a0436f6c-1916")

// frames returns the frames of a request as a client of another make sends it.
func frames(key []byte, header, content string, buffers ...[]byte) [][]byte {
	signed := []string{header, `{}`, `{"cellId":"c"}`, content}
	var signature []byte
	if len(key) > 0 {
		mac := hmac.New(sha256.New, key)
		for _, s := range signed {
			mac.Write([]byte(s))
		}
		signature = []byte(hex.EncodeToString(mac.Sum(nil)))
	}
	fs := [][]byte{[]byte("client"), []byte("hop"), []byte(delimiter), signature}
	for _, s := range signed {
		fs = append(fs, []byte(s))
	}
	return append(fs, buffers...)
}

const testHeader = `{"msg_id":"m1","msg_type":"execute_request","session":"s","username":"u",` +
	`"date":"2026-01-02T03:04:05Z","version":"5.4","subshell_id":"sub","extra":{"kept":true}}`

func TestDecode(t *testing.T) {
	c := NewCodec(testKey, "")
	m, err := c.Decode(Shell, frames(testKey, testHeader, `{"code":"1"}`, []byte("b1"), []byte("b2")))
	if err != nil {
		t.Fatal(err)
	}
	want := Header{ID: "m1", Type: "execute_request", Username: "u", Session: "s", Date: "2026-01-02T03:04:05Z", Version: "5.4", Subshell: "sub"}
	if m.Header != want {
		t.Errorf("header is %+v, want %+v", m.Header, want)
	}
	if got := fmt.Sprintf("%v %s %s %s", m.Channel, m.Identities, m.Content, m.Buffers); got != `shell [client hop] {"code":"1"} [b1 b2]` {
		t.Errorf("message is %s", got)
	}
	if md := m.CellMetadata(); md.CellID != "c" {
		t.Errorf("metadata is %+v", md)
	}
}

func TestDecodeErrors(t *testing.T) {
	good := frames(testKey, testHeader, `{}`)
	wrongKey := frames([]byte("other"), testHeader, `{}`)
	unsigned := frames(nil, testHeader, `{}`)
	changed := slices.Clone(good)
	changed[7] = []byte(`{"code":"rm"}`)
	upper := slices.Clone(good)
	upper[3] = []byte("zz" + string(upper[3][2:]))
	tests := []struct {
		name   string
		frames [][]byte
		want   string
	}{
		{"nothing", nil, "without <IDS|MSG>"},
		{"no delimiter", [][]byte{[]byte("a"), []byte("b")}, "without <IDS|MSG>"},
		{"short", good[:7], "4 frames after"},
		{"wrong key", wrongKey, ErrSignature.Error()},
		{"unsigned", unsigned, ErrSignature.Error()},
		{"changed", changed, ErrSignature.Error()},
		{"not hexadecimal", upper, ErrSignature.Error()},
		{"header not JSON", frames(testKey, `{`, `{}`), "decoding header"},
		{"header null", frames(testKey, `null`, `{}`), "without msg_id"},
		{"no type", frames(testKey, `{"msg_id":"m"}`, `{}`), "without msg_type"},
		{"not UTF-8", frames(testKey, "{\"msg_id\":\"\xff\",\"msg_type\":\"t\"}", `{}`), "not UTF-8"},
	}
	for _, test := range tests {
		_, err := NewCodec(testKey, "").Decode(Shell, test.frames)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}

func TestReplay(t *testing.T) {
	c := NewCodec(testKey, "")
	fs := frames(testKey, testHeader, `{}`)
	if _, err := c.Decode(Shell, fs); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Decode(Control, fs); !errors.Is(err, ErrDuplicate) {
		t.Errorf("second time: got %v, want %v", err, ErrDuplicate)
	}
}

func TestHistoryIsBounded(t *testing.T) {
	var h history
	d := func(i int) (d digest) {
		copy(d[:], fmt.Sprint(i))
		return d
	}
	const n = 5 * historySize
	for i := range n {
		if !h.add(d(i)) {
			t.Fatalf("digest %d taken for a repetition", i)
		}
	}
	if got := len(h.young) + len(h.old); got > 2*historySize {
		t.Errorf("history remembers %d, want at most %d", got, 2*historySize)
	}
	for i := n - historySize; i < n; i++ {
		if h.add(d(i)) {
			t.Fatalf("digest %d, %d ago, was forgotten", i, n-i)
		}
	}
}

func TestEmptyKey(t *testing.T) {
	c := NewCodec(nil, "")
	fs := frames(nil, testHeader, `{}`)
	for range 2 { // without signatures there is nothing to recognize a repetition by
		m, err := c.Decode(Shell, fs)
		if err != nil {
			t.Fatal(err)
		}
		if out := c.Encode(c.New(m, InterruptReply{})); len(out[3]) != 0 {
			t.Errorf("signature is %q, want none", out[3])
		}
	}
}

// TestAnswer follows a request to its answers on the wire.
func TestAnswer(t *testing.T) {
	c := NewCodec(testKey, "session")
	request, err := c.Decode(Shell, frames(testKey, testHeader, `{}`))
	if err != nil {
		t.Fatal(err)
	}
	client := NewCodec(testKey, "")
	ids := make(map[string]bool)
	for _, test := range []struct {
		content  Content
		channel  Channel
		identity string
	}{
		{ExecuteReply{}, Shell, "client hop"},
		{InputRequest{}, Stdin, "client hop"},
		{Status{"idle"}, IOPub, "kernel.session.status"},
		{Stream{Name: "stderr"}, IOPub, "stream.stderr"},
		{CommClose{}, IOPub, "kernel.session.comm_close"},
	} {
		m := c.New(request, test.content)
		if m.Channel != test.channel {
			t.Errorf("%s is for %v, want %v", test.content.MsgType(), m.Channel, test.channel)
		}
		fs := c.Encode(m)
		got, err := client.Decode(test.channel, fs)
		if err != nil {
			t.Fatal(err)
		}
		if id := string(bytes.Join(got.Identities, []byte(" "))); id != test.identity {
			t.Errorf("%s goes to %q, want %q", test.content.MsgType(), id, test.identity)
		}
		if string(got.Parent) != testHeader {
			t.Errorf("parent header is %s, want it as it was sent", got.Parent)
		}
		if got.Header != m.Header {
			t.Errorf("header on the wire is %+v, want %+v", got.Header, m.Header)
		}
		if ids[got.Header.ID] {
			t.Errorf("msg_id %s used twice", got.Header.ID)
		}
		ids[got.Header.ID] = true
	}
}

func TestNewWithoutParent(t *testing.T) {
	c := NewCodec(testKey, "")
	for _, test := range []struct {
		content Content
		channel Channel
	}{
		{Status{"starting"}, IOPub},
		{KernelInfoRequest{}, Shell},
		{ShutdownRequest{}, Control},
		{InputReply{}, Stdin},
	} {
		m := c.New(nil, test.content)
		if m.Channel != test.channel || string(m.Parent) != `{}` || string(m.Metadata) != `{}` {
			t.Errorf("%s is %v %s %s", test.content.MsgType(), m.Channel, m.Parent, m.Metadata)
		}
	}
	if m := c.NewOn(IOPub, nil, ShutdownReply{}); m.Channel != IOPub || len(m.Identities) != 1 {
		t.Errorf("shutdown_reply on iopub is %v %s", m.Channel, m.Identities)
	}
}

func TestNullBecomesObject(t *testing.T) {
	c := NewCodec(nil, "")
	m := c.New(nil, Status{"idle"})
	m.Metadata, m.Parent = json.RawMessage("null"), nil
	fs := c.Encode(m)
	if got := string(bytes.Join(fs[4:6], []byte(" "))); got != "{} {}" {
		t.Errorf("parent and metadata are %s", got)
	}
}

func TestHeader(t *testing.T) {
	before := time.Now().Truncate(time.Microsecond)
	m := NewCodec(nil, "quotes \" and \u2028").New(nil, Status{"idle"})
	date, err := time.Parse(time.RFC3339, m.Header.Date)
	if err != nil || date.Before(before) || date.After(time.Now()) {
		t.Errorf("date is %q: %v", m.Header.Date, err)
	}
	var h Header
	if err := json.Unmarshal(m.RawHeader(), &h); err != nil || h != m.Header {
		t.Errorf("raw header is %s, want %+v", m.RawHeader(), m.Header)
	}
	if by := (&Message{Header: h}).RawHeader(); !json.Valid(by) {
		t.Errorf("header made from its fields is %s", by)
	}
	if a, b := NewCodec(nil, ""), NewCodec(nil, ""); a.Session() == b.Session() {
		t.Error("two codecs with the same session")
	}
	if md := StartedMetadata(date); !json.Valid(md) || !strings.Contains(string(md), m.Header.Date) {
		t.Errorf("metadata is %s", md)
	}
}

func TestEnvelope(t *testing.T) {
	c := NewCodec(nil, "")
	m, err := c.Decode(Shell, frames(nil, testHeader, `{"code":"long"}`, make([]byte, 100)))
	if err != nil {
		t.Fatal(err)
	}
	e := m.Envelope()
	if e.Content != nil || e.Buffers != nil || e.Size() >= m.Size() {
		t.Errorf("envelope is %+v", e)
	}
	if got := c.New(e, Stream{}); string(got.Parent) != testHeader {
		t.Errorf("parent is %s", got.Parent)
	}
}

// TestExecuteIsCheap bounds what the five messages of a trivial cell allocate.
func TestExecuteIsCheap(t *testing.T) {
	c := NewCodec(testKey, "")
	request, err := c.Decode(Shell, frames(testKey, testHeader, `{"code":"1"}`))
	if err != nil {
		t.Fatal(err)
	}
	const most = 110
	if n := testing.AllocsPerRun(100, func() { answer(c, request) }); n > most {
		t.Errorf("%.0f allocations, want at most %d", n, most)
	}
}

// answer makes and encodes what a cell of `1` makes a kernel send.
func answer(c *Codec, request *Message) {
	c.Encode(c.New(request, Status{"busy"}))
	c.Encode(c.New(request, ExecuteInput{"1", 1}))
	c.Encode(c.New(request, ExecuteResult{ExecutionCount: 1, Data: TextBundle("1")}))
	c.Encode(c.New(request, ExecuteReply{ExecutionCount: 1}))
	c.Encode(c.New(request, Status{"idle"}))
}

func BenchmarkAnswer(b *testing.B) {
	c := NewCodec(testKey, "")
	request, err := c.Decode(Shell, frames(testKey, testHeader, `{"code":"1"}`))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		answer(c, request)
	}
}

func BenchmarkDecode(b *testing.B) {
	c := NewCodec(testKey, "")
	fs := frames(testKey, testHeader, `{"code":"1"}`)
	b.ReportAllocs()
	for b.Loop() {
		c.seen = history{}
		if m, err := c.Decode(Shell, fs); err != nil {
			b.Fatal(err)
		} else if _, err := m.Decode(); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzDecode feeds the decoder frames that a fuzzer has cut from one text at
// zero bytes. What it accepts it must be able to answer.
func FuzzDecode(f *testing.F) {
	for _, test := range contents {
		header := strings.Replace(testHeader, "execute_request", test.content.MsgType(), 1)
		f.Add(bytes.Join(frames(nil, header, test.json, []byte("buffer")), []byte{0}), false)
	}
	f.Add([]byte("<IDS|MSG>"), false)
	f.Add(bytes.Join(frames(testKey, testHeader, `{}`), []byte{0}), true)
	f.Fuzz(func(t *testing.T, text []byte, signed bool) {
		var key []byte
		if signed {
			key = testKey
		}
		c := NewCodec(key, "")
		m, err := c.Decode(Shell, bytes.Split(text, []byte{0}))
		if err != nil {
			return
		}
		if content, err := m.Decode(); err == nil && content.MsgType() != m.Header.Type {
			t.Fatalf("%s decoded as %s", m.Header.Type, content.MsgType())
		}
		out := NewCodec(key, "")
		reply, err := out.Decode(IOPub, c.Encode(c.New(m, Status{"idle"})))
		if err != nil {
			t.Fatalf("answer to %q: %v", text, err)
		}
		if !json.Valid(reply.Parent) {
			t.Fatalf("parent header %q is not JSON", reply.Parent)
		}
	})
}
