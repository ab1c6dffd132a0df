package link

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"testing"
)

// every is one message of each kind, all fields set.
var every = []Message{
	&Run{Seq: 7, Cell: 12, Unit: []byte{1, 2, 0}},
	&Interrupt{Seq: 7},
	&InputReply{ID: 1, Value: "a\nb", EOF: true, Err: "no"},
	&Chdir{Dir: "x"},
	&Setenv{Key: "K", Value: "v", Unset: true},
	&Describe{Seq: 3, Globals: []int32{1, 2}},
	&Stop{},
	&Trace{File: "x", Limit: 5},
	&Ready{Pid: 4},
	&Output{Cell: -1, Stream: Stderr, Data: []byte("\xff half a rune \xe4")},
	&Display{Cell: 3, Kind: DisplayUpdate, DisplayID: "d", Wait: true, Bundle: Bundle{
		Data: map[string]json.RawMessage{"text/plain": json.RawMessage(`"x"`)}, Metadata: json.RawMessage(`{"a":1}`)}},
	&InputRequest{ID: 1, Cell: 2, Prompt: "? ", Password: true},
	&Done{Seq: 8},
	&Done{Seq: 8, Refused: true, Failure: &Failure{Name: "internal error", Value: "v"}},
	&Done{Seq: 9, Elapsed: -1, Result: &Bundle{Data: map[string]json.RawMessage{
		"text/plain": json.RawMessage(`"42"`), "text/html": json.RawMessage(`"<b>"`)}, Metadata: json.RawMessage(`{"a":1}`)}},
	&Done{Seq: 10, Result: &Bundle{Data: map[string]json.RawMessage{}}, Failure: &Failure{Name: "panic", Value: "v", Stack: []string{"a"}}, Elapsed: 5},
	&Done{Seq: 11, Failure: &Failure{Name: "fatal error", More: &Bundle{Data: map[string]json.RawMessage{"text/plain": json.RawMessage(`"more"`)}}}},
	&Described{Seq: 3, Texts: []string{"1", ""}},
	&Exiting{Cell: 1, Code: 3},
}

func TestRoundTrip(t *testing.T) {
	var wire bytes.Buffer
	c := NewConn(&wire, &wire)
	for _, m := range every {
		if err := c.Send(m); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range every {
		got, err := c.Receive()
		if err != nil {
			t.Fatalf("%T: %v", want, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	if _, err := c.Receive(); err != io.EOF {
		t.Errorf("at the end: %v, want io.EOF", err)
	}
}

func TestReceiveErrors(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want error
	}{
		{"\x00\x00", io.ErrUnexpectedEOF},
		{"\x00\x00\x00\x00", ErrFrame},
		{"\xff\xff\xff\xff", ErrFrame},
		{"\x3f\xff\xff\xffabc", io.ErrUnexpectedEOF},
		{"\x00\x00\x00\x01\x63", ErrFrame},
		{"\x00\x00\x00\x02\x02{", ErrFrame},
		{"\x00\x00\x00\x01\x09", ErrFrame},
		{"\x00\x00\x00\x01\x0c", ErrFrame},
		{"\x00\x00\x00\x07\x0c\x02\x02\x00\x01\x05\x01", ErrFrame},
		{"\x00\x00\x00\x07\x0c\x02\x02\x00\x00\x00\x00", ErrFrame},
	} {
		_, err := NewConn(bytes.NewReader([]byte(tt.in)), io.Discard).Receive()
		if !errors.Is(err, tt.want) {
			t.Errorf("%q: %v, want %v", tt.in, err, tt.want)
		}
	}
}

func FuzzReceive(f *testing.F) {
	for _, m := range every {
		b, err := appendFrame(nil, m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := NewConn(bytes.NewReader(data), io.Discard)
		for {
			m, err := c.Receive()
			if err != nil {
				return
			}
			if _, err := appendFrame(nil, m); err != nil {
				t.Errorf("%+v was received but cannot be sent: %v", m, err)
			}
		}
	})
}
