package realtype

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"

	"gosched/kernel/internal/core"
)

// TestStress calls methods through interfaces from goroutines with deep
// stacks, which grow meanwhile, and keeps the collector running.
func TestStress(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(1))
	tw := twin(t, sampleTypes()...)
	stop := make(chan struct{})
	var collector, wg sync.WaitGroup
	collector.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				runtime.GC()
			}
		}
	})
	for g := range 4 {
		wg.Go(func() {
			n := g
			box := tw.value(Box{&n}).(interface{ Get() int })
			point := tw.value(Point{g, g}).(fmt.Stringer)
			if got := descend(3000, box, point); got != 3000*g {
				t.Errorf("goroutine %d got %d", g, got)
			}
			trees(t, tw, 300)
		})
	}
	wg.Wait()
	close(stop)
	collector.Wait()
}

// descend calls both methods at each of n levels of recursion.
func descend(n int, box interface{ Get() int }, point fmt.Stringer) int {
	if n == 0 {
		return 0
	}
	var room [10]int // makes the stack grow
	room[n%10] = box.Get()
	if n%100 == 0 && point.String() != fmt.Sprintf("<%d,%d>", room[n%10], room[n%10]) {
		return -1
	}
	return descend(n-1, box, point) + room[n%10]
}

// trees fills memory with values of made types that only their bitmaps keep
// alive, and looks at them again.
func trees(t *testing.T, tw *twinning, n int) {
	node := tw.of(reflect.TypeFor[Tree]())
	index := reflect.MakeMap(tw.of(reflect.TypeFor[Index]()))
	root := reflect.New(node)
	at := root
	for i := range n {
		next := reflect.New(node)
		field(next, 2).Set(reflect.ValueOf(fmt.Sprint("node ", i)))
		field(at, i%2).Set(next)
		at = next
		names := reflect.ValueOf(tw.value(Names{Name(fmt.Sprint("name ", i))}))
		index.SetMapIndex(reflect.ValueOf(tw.value(Point{i, -i})), names)
	}
	at = root
	for i := range n {
		at = field(at, i%2)
		if s := fmt.Sprint(field(at, 2)); s != fmt.Sprint("node ", i) {
			t.Errorf("node %d holds %s", i, s)
			return
		}
		if s := fmt.Sprint(index.MapIndex(reflect.ValueOf(tw.value(Point{i, -i})))); s != fmt.Sprint("[name ", i, "]") {
			t.Errorf("point %d has %s", i, s)
			return
		}
	}
}

// field returns field i of the struct that p points to, exported or not.
func field(p reflect.Value, i int) reflect.Value {
	f := p.Elem().Field(i)
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
}

// TestManyMethods declares as many methods as a session may. It takes the
// stubs of other tests, too, which are over or have not begun.
func TestManyMethods(t *testing.T) {
	used := slots.used
	slots.used = 0
	defer func() { slots.used = used }()
	table := New(nil)
	const sig, perType = core.FirstType, 100
	id := sig + 1
	declare := func() error {
		def := &core.TypeDef{ID: id, Kind: core.KindNamed, Pkg: "main", Name: fmt.Sprint("T", id), Elem: core.Int}
		for i := range perType {
			def.Methods = append(def.Methods, core.Method{Name: fmt.Sprint("M", i), Exported: true, Sig: sig})
		}
		id++
		return table.Define([]*core.TypeDef{def})
	}
	if err := table.Define([]*core.TypeDef{{ID: sig, Kind: core.KindFunc, Out: []core.TypeID{core.Int}}}); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < 16000; n += perType {
		if err := declare(); err != nil {
			t.Fatal(err)
		}
	}
	last := table.Type(id - 1)
	fn := func(args []reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(int(args[0].Int()) + 1)}
	}
	made := reflect.MakeFunc(reflect.FuncOf([]reflect.Type{last}, []reflect.Type{reflect.TypeFor[int]()}, false), fn)
	if err := table.Link(id-1, "M99", false, made); err != nil {
		t.Fatal(err)
	}
	v := reflect.New(last).Elem()
	v.SetInt(41)
	if got := v.Interface().(interface{ M99() int }).M99(); got != 42 {
		t.Fatal(got)
	}
	var err error
	for n := 0; n < stubCount && err == nil; n += perType {
		err = declare()
	}
	if !errors.Is(err, ErrTooManyMethods) {
		t.Fatal(err)
	}
}
