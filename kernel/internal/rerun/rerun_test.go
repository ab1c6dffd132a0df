package rerun

import (
	"bytes"
	"encoding/gob"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"gosched/kernel/rt"
)

// inCell calls f as a cell does, and returns the message of its panic, if any.
func inCell(number int, f func()) string {
	var v any
	rt.NewCell(number).Do(func() {
		defer func() { v = recover() }()
		f()
	})
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }
}

func answer(mux *http.ServeMux, path string) string {
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Body.String()
}

func TestLaterCellReplacesHandler(t *testing.T) {
	mux := http.NewServeMux()
	for n, text := range []string{"one", "two", "three"} {
		if e := inCell(n+1, func() { handleFunc(mux, "/", says(text)) }); e != "" {
			t.Fatal(e)
		}
		if got := answer(mux, "/"); got != text {
			t.Errorf("cell %d registers %s, answered is %s", n+1, text, got)
		}
	}
	h, pattern := handler(mux, httptest.NewRequest("GET", "/x", nil))
	if _, ok := h.(http.HandlerFunc); !ok || pattern != "/" {
		t.Errorf("the handler is a %T for %s", h, pattern)
	}
}

func TestOneCellRegistersOnce(t *testing.T) {
	mux := http.NewServeMux()
	e := inCell(1, func() {
		handle(mux, "/a/{x}", says(""))
		handle(mux, "/a/{y}", says(""))
	})
	if !strings.HasPrefix(e, `pattern "/a/{y}" (registered at`) || strings.Contains(e, "value.go") {
		t.Errorf("the panic is %q", e)
	}
	for _, f := range []func(){
		func() { handle(mux, "", says("")) },
		func() { handle(mux, "/n", nil) },
		func() { handleFunc(mux, "/n", nil) },
	} {
		if e := inCell(2, f); !strings.HasPrefix(e, "http: ") {
			t.Errorf("the panic is %q", e)
		}
	}
}

// versions are two types of which gob has one name.
func versions() (any, any) {
	type Point struct{ X int }
	one := Point{1}
	{
		type Point struct{ X, Y int }
		return one, Point{1, 2}
	}
}

func TestRegisterTypeOfSameName(t *testing.T) {
	one, two := versions()
	name := reflect.TypeOf(one).String()
	if !taken("gob: registering duplicate types for \"main.T\": main.T != main.T") || taken("gob: registering duplicate types for \"x.T\": x.T != x.T") {
		t.Error("other names count as those of cells")
	}
	gob.RegisterName("main."+name, one)
	v := try(func() { gob.RegisterName("main."+name, two) })
	if !taken(v) {
		t.Errorf("the panic is %v", v)
	}
	register(two)
	register(two)
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(&two); err != nil {
		t.Fatal(err)
	}
	var got any
	if err := gob.NewDecoder(&buf).Decode(&got); err != nil || got != two {
		t.Errorf("decoded is %v, %v", got, err)
	}
}

func TestLaterCellDefinesFlag(t *testing.T) {
	saved := flag.CommandLine
	defer func() { flag.CommandLine = saved }()
	flag.CommandLine = flag.NewFlagSet("program", flag.PanicOnError)
	flag.CommandLine.SetOutput(new(bytes.Buffer))
	define := Functions["flag.Int"].Interface().(func(string, int, string) *int)
	var old, now *int
	if e := inCell(1, func() { old = define("n", 1, "") }); e != "" {
		t.Fatal(e)
	}
	if e := inCell(2, func() { now = define("n", 2, "") }); e != "" {
		t.Fatal(e)
	}
	if err := flag.CommandLine.Parse([]string{"-n=5"}); err != nil || *old != 1 || *now != 5 {
		t.Errorf("flags are %d and %d, %v", *old, *now, err)
	}
	if e := inCell(2, func() { define("n", 3, "") }); !strings.HasSuffix(e, "flag redefined: n") {
		t.Errorf("the panic is %q", e)
	}
}
