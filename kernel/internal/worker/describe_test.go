package worker

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	"unsafe"
)

type point struct {
	X, y int
	Next *point
}

// A rude type has a method that must not be called: a cell declares it.
type rude struct{ N int }

func (rude) String() string { panic("called") }

func TestDescribe(t *testing.T) {
	loop := &point{X: 1}
	loop.Next = loop
	var self any
	self = []any{&self}
	var torn string
	*(*[2]uintptr)(unsafe.Pointer(&torn)) = [2]uintptr{4096, 10}
	cells = reflect.TypeFor[point]().PkgPath()
	defer func() { cells = "main" }()
	for _, tt := range []struct {
		v           any // a pointer to the variable
		quiet, busy string
	}{
		{new(5), "5", "5"},
		{new("a\nb"), `"a\nb"`, `"a\nb"`},
		{new(strings.Repeat("é", 100)), `"` + strings.Repeat("é", 60) + `"… (200 bytes)`, `"` + strings.Repeat("é", 60) + `"… (200 bytes)`},
		{new(1500 * time.Millisecond), "1.5s", "1.5s"},
		{&struct{ d time.Duration }{time.Second}, "{d:1s}", "{d:1s}"},
		{new(&point{1, 2, &point{3, 4, nil}}), "&{X:1 y:2 Next:&{X:3 y:4 Next:nil}}", "&{X:1 y:2 Next:&{X:3 y:4 Next:nil}}"},
		{&loop, "&{X:1 y:0 Next:&{X:1 y:0 Next:&…}}", "&{X:1 y:0 Next:&{X:1 y:0 Next:&…}}"},
		{&self, "[&[&[]interface {} (len 1)]]", ""},
		{new([]int(nil)), "nil", "nil"},
		{new([]int{1, 2}), "[1 2]", "[1 2]"},
		{new(make([]int, 100)), "[0 0 0 0 0 0 0 0 0 0 … (len 100)]", "[0 0 0 0 0 0 0 0 0 0 … (len 100)]"},
		{new([]string{"a", "b c"}), `["a" "b c"]`, "[]string (len 2)"},
		{new([]byte("text")), `"text"`, `"text"`},
		{new([]byte{0, 255}), "[0 255]", "[0 255]"},
		{new(map[string]int{"b": 2, "a": 1}), `map["a":1 "b":2]`, "map[string]int (len 2)"},
		{new(map[string]int(nil)), "nil", "nil"},
		{new(error(nil)), "nil", ""},
		{new(io.EOF), "EOF", ""},
		{new(any(rude{3})), "{N:3}", ""},
		{new(make(chan int, 3)), "chan int (0 of 3 buffered)", "chan int (0 of 3 buffered)"},
		{new(func(int) string { return "" }), "", ""},
		{new((*point)(nil)), "nil", "nil"},
		{new(sync.Mutex{}), "", ""},
		{new(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), "2026-01-02 03:04:05 +0000 UTC", ""},
		{new(url.URL{Scheme: "http", Host: "a"}), "http://a", `{Scheme:"http" Opaque:"" User:nil Host:"a"`},
		{bytes.NewBufferString("in it"), "in it", ""},
		{new(new(http.Server)), `&{Addr:"" Handler:nil`, `&{Addr:"" Handler:…`},
		{&torn, "", ""},
	} {
		for _, busy := range []bool{false, true} {
			want := tt.quiet
			if busy {
				want = tt.busy
			}
			got := describe(reflect.ValueOf(tt.v).Elem(), busy)
			if got != want && !(len(want) > 20 && strings.HasPrefix(got, want)) || want == "" && got != "" {
				t.Errorf("%T, busy %v: %s, want %s", tt.v, busy, got, want)
			}
			if len(got) > maxDescription+8 {
				t.Errorf("%T: %d bytes", tt.v, len(got))
			}
		}
	}
}

// TestDescribeErrors has a method that panics.
func TestDescribeErrors(t *testing.T) {
	err := errors.Join(panics{})
	if got := describe(reflect.ValueOf(&err).Elem(), false); got != "" {
		t.Errorf("got %q", got)
	}
}

type panics struct{}

func (panics) Error() string { panic("on purpose") }
