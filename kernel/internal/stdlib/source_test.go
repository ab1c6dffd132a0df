package stdlib

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// TestSources checks every source as the compiler would, and that it has the
// bodies of all generic functions that cells can import.
func TestSources(t *testing.T) {
	im := NewImporter(token.NewFileSet())
	dir, err := directory(&sourceZip)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range dir.File {
		if _, err := im.check(f.Name); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for _, path := range Paths() {
		p, err := im.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range p.Scope().Names() {
			for _, f := range functions(p.Scope().Lookup(name)) {
				if f.Signature().TypeParams() == nil && f.Signature().RecvTypeParams() == nil {
					continue
				}
				s := im.Source(path)
				if s == nil {
					t.Errorf("%s has no source", path)
				} else if d := s.Decl(f); d == nil || d.Body == nil || s.Func(f).Pkg() != s.Pkg || s.Func(f).Name() != f.Name() {
					t.Errorf("%v has no body", f)
				}
			}
		}
	}
}

// functions returns the exported function or the exported methods of an object.
func functions(o types.Object) []*types.Func {
	if !o.Exported() {
		return nil
	}
	if f, ok := o.(*types.Func); ok {
		return []*types.Func{f}
	}
	n, ok := o.Type().(*types.Named)
	if !ok {
		return nil
	}
	return slices.Collect(n.Methods())
}

// TestInstances finds the declarations that a cell's instances stand for.
func TestInstances(t *testing.T) {
	fset := token.NewFileSet()
	im := NewImporter(fset)
	_, info, err := check(im, fset, `package p
import ("slices"; "sync"; "sync/atomic")
var p atomic.Pointer[int]
var _ = p.Load
var _ = slices.Sorted[string]
var _ = sync.OnceValue[int]
var mu sync.Mutex
var _ = mu.Lock
`)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for id, o := range info.Uses {
		f, ok := o.(*types.Func)
		if !ok {
			continue
		}
		s := im.Source(f.Pkg().Path())
		if d := s.Decl(f); d != nil && d.Name.Name == id.Name && d.Body != nil {
			found = append(found, id.Name)
			if s.Func(f).Signature().TypeParams().Len() != f.Origin().Signature().TypeParams().Len() {
				t.Errorf("%v stands for %v", f, s.Func(f))
			}
			if p := fset.Position(d.Pos()); !strings.HasPrefix(p.Filename, f.Pkg().Path()+"/") || p.Line < 10 {
				t.Errorf("%v is at %v", f, p)
			}
		}
	}
	slices.Sort(found)
	if want := []string{"Load", "OnceValue", "Sorted"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}

func TestNoSource(t *testing.T) {
	im := NewImporter(token.NewFileSet())
	for _, path := range []string{"fmt", "no/such", "unsafe"} {
		if s := im.Source(path); s != nil {
			t.Errorf("%s has source", path)
		}
	}
}
