package symbols

import (
	"errors"
	"hash/maphash"
	"io"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

func TestLookup(t *testing.T) {
	for _, x := range []struct {
		path, name string
		typ        reflect.Type
	}{
		{"strings", "ToUpper", reflect.TypeFor[func(string) string]()},
		{"net/http", "DefaultClient", reflect.TypeFor[*http.Client]()},
		{"net/http", "Client", reflect.TypeFor[*http.Client]()},
		{"io", "Reader", reflect.TypeFor[*io.Reader]()},
	} {
		v, ok := Lookup(x.path, x.name)
		if !ok || v.Type() != x.typ {
			t.Errorf("%s.%s is %v", x.path, x.name, v)
		}
	}
	for _, x := range [][2]string{{"fmt", "nonesuch"}, {"no/such", "X"}, {"slices", "Sort"}, {"cmp", "Ordered"}, {"math", "Pi"}, {"gosched/kernel/display", "Connect"}} {
		if v, ok := Lookup(x[0], x[1]); ok {
			t.Errorf("%s.%s is %v", x[0], x[1], v)
		}
	}
	if Package("no/such") != nil {
		t.Error("there is a package")
	}
}

func TestVariablesAreThemselves(t *testing.T) {
	v, _ := Lookup("net/http", "DefaultClient")
	if v.Addr().Interface() != &http.DefaultClient {
		t.Error("DefaultClient is a copy")
	}
}

func TestPaths(t *testing.T) {
	paths := Paths()
	if !slices.IsSorted(paths) || len(paths) < 170 {
		t.Errorf("paths are %q", paths)
	}
	for _, path := range paths {
		if Package(path) == nil {
			t.Errorf("%s has no table", path)
		}
	}
}

func TestType(t *testing.T) {
	for _, x := range [][2]string{{"net/http", "Request"}, {"net/http", "noBody"}, {"errors", "errorString"}, {"go/token", "Pos"}, {"os", "file"}} {
		typ, ok := Type(x[0], x[1])
		if x[0] == "errors" {
			if ok {
				t.Errorf("found %v, which is in no type", typ)
			}
			continue
		}
		for range 2 {
			if typ, ok = Type(x[0], x[1]); !ok || typ.Name() != x[1] || typ.PkgPath() != x[0] {
				t.Errorf("%s.%s is %v", x[0], x[1], typ)
			}
		}
	}
	if typ, ok := Type("os", "FileMode"); !ok || typ.String() != "fs.FileMode" {
		t.Errorf("os.FileMode is %v", typ)
	}
	if typ, ok := Type("os", "Open"); ok {
		t.Errorf("os.Open is type %v", typ)
	}
}

// TestNeeded looks for the functions that replaced bodies call.
func TestNeeded(t *testing.T) {
	for _, name := range needed {
		dot := strings.LastIndex(name, ".")
		if v, ok := Lookup(name[:dot], name[dot+1:]); !ok || v.Kind() != reflect.Func {
			t.Errorf("there is no %s: add it to support", name)
		}
	}
}

func TestSupport(t *testing.T) {
	var n int
	if err := convertAssign(&n, "42"); err != nil || n != 42 {
		t.Error(n, err)
	}
	p := new([16]byte)
	u, again := register(unsafe.Pointer(p)), register(unsafe.Pointer(p))
	if u != again || strong(u) != unsafe.Pointer(p) {
		t.Error("weak pointers to one object differ")
	}
	done := make(chan bool)
	addCleanup(unsafe.Pointer(p), func() { close(done) })
	runtime.KeepAlive(p)
	p = nil
	for collected := false; !collected; {
		runtime.GC()
		select {
		case <-done:
			collected = true
		default:
			runtime.Gosched()
		}
	}
	if strong(u) != nil {
		t.Error("the object is gone, but not its weak pointer")
	}
	seed := maphash.MakeSeed()
	f, ok := Lookup("hash/maphash", "comparableOf")
	if !ok {
		t.Fatal(errors.New("no maphash"))
	}
	hash := func(v any) uint64 {
		x := reflect.New(reflect.TypeFor[any]()).Elem()
		x.Set(reflect.ValueOf(v))
		return f.Call([]reflect.Value{reflect.ValueOf(seed), x})[0].Uint()
	}
	if a, again := hash("a"), hash("a"); a != again || a == hash("b") {
		t.Error("hashes are wrong")
	}
}
