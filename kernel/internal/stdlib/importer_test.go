package stdlib

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"slices"
	"testing"
)

// check type-checks a program.
func check(im types.Importer, fset *token.FileSet, text string) (*types.Package, *types.Info, error) {
	f, err := parser.ParseFile(fset, "p.go", text, 0)
	if err != nil {
		return nil, nil, err
	}
	info := NewInfo()
	conf := types.Config{Importer: im}
	p, err := conf.Check("p", fset, []*ast.File{f}, info)
	return p, info, err
}

// TestIdentity uses types of one package through others, imported in any order.
func TestIdentity(t *testing.T) {
	const text = `package p
import ("context"; "errors"; "io"; "io/fs"; "log/slog"; "net"; "net/http"; "os"; "reflect"; "slices"; "sort"; "sync"; "sync/atomic"; "syscall"; "time"; "iter"; "maps")
var (
	_ fs.FileMode = os.ModeDir
	_ io.Reader = (*os.File)(nil)
	_ error = &fs.PathError{Err: syscall.ENOENT}
	_ context.Context = new(http.Request).Context()
	_ sync.Locker = new(struct{ sync.Mutex })
	_ atomic.Pointer[time.Time]
	_ func(net.Listener) error = (*http.Server)(nil).Serve
	_ sort.Interface = sort.StringSlice(slices.Sorted(maps.Keys(map[string]bool{})))
	_ iter.Seq[int] = slices.Values([]int{1})
	_, _ = errors.AsType[*fs.PathError](nil)
	_ reflect.Type = reflect.TypeFor[sync.Mutex]()
	_ slog.Handler = slog.Default().Handler()
)
type server struct{ mu sync.Mutex; c sync.Cond; m sync.Map }
func (s *server) lock() *sync.Mutex { return &s.mu }
`
	paths := []string{"os", "net/http", "sync", "io/fs", "syscall", "slices", "maps", "errors", "log/slog", "reflect", "time"}
	for range 5 {
		fset := token.NewFileSet()
		im := NewImporter(fset)
		rand.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		for i, path := range paths[:rand.IntN(len(paths))] {
			if _, err := im.Import(path); err != nil {
				t.Fatal(err)
			}
			if i%3 == 0 {
				im.Source(path)
			}
		}
		_, _, err := check(im, fset, text)
		if err != nil {
			t.Fatalf("%v after %q", err, paths)
		}
	}
}

func TestImportAll(t *testing.T) {
	im := NewImporter(token.NewFileSet())
	for _, path := range Paths() {
		p, err := im.Import(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if e, _ := find(path); p.Path() != path || p.Name() != e.name || !p.Complete() {
			t.Errorf("%s is %v", path, p)
		}
		if q, _ := im.Import(path); q != p {
			t.Errorf("%s is imported twice", path)
		}
	}
}

func TestImportRefuses(t *testing.T) {
	im := NewImporter(token.NewFileSet())
	if _, err := im.Import("net/http"); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"internal/abi", "net/http/internal", "plugin", "runtime/cgo", "no/such", "", "C", "vendor/golang.org/x/net/idna"} {
		if p, err := im.Import(path); err == nil {
			t.Errorf("imported %v", p)
		}
	}
}

func TestPackages(t *testing.T) {
	for name, want := range map[string][]string{
		"rand":   {"crypto/rand", "math/rand", "math/rand/v2"},
		"fmt":    {"fmt"},
		"unsafe": {"unsafe"},
		"abi":    nil,
		"main":   nil,
	} {
		if got := Packages(name); !slices.Equal(got, want) {
			t.Errorf("packages of name %s are %q", name, got)
		}
	}
	if paths := Paths(); !slices.IsSorted(paths) || !slices.Contains(paths, "log/slog") {
		t.Errorf("paths are %q", paths)
	}
}

func TestDoc(t *testing.T) {
	for _, x := range []struct{ path, name, prefix string }{
		{"fmt", "", "Package fmt implements formatted I/O"},
		{"fmt", "Println", "Println formats using the default formats"},
		{"io", "Reader", "Reader is the interface that wraps"},
		{"sync", "Mutex.Lock", "Lock locks m."},
		{"net/http", "Client.Timeout", "Timeout specifies a time limit"},
		{"net/http", "StatusTeapot", "RFC 9110"},
		{"net/http", "MethodGet", "Common HTTP methods."},
		{"sync/atomic", "Pointer.Load", "Load atomically loads"},
		{"fmt", "nonesuch", ""},
		{"no/such", "", ""},
	} {
		got := Doc(x.path, x.name)
		if (got == "") != (x.prefix == "") || len(got) < len(x.prefix) || got[:len(x.prefix)] != x.prefix {
			t.Errorf("%s.%s: %q", x.path, x.name, got)
		}
	}
}

func BenchmarkImport(b *testing.B) {
	for _, path := range []string{"fmt", "sync", "net/http"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				if _, err := NewImporter(token.NewFileSet()).Import(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSource(b *testing.B) {
	for _, path := range []string{"slices", "sync/atomic"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				NewImporter(token.NewFileSet()).Source(path)
			}
		})
	}
}
