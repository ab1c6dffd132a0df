package blocking

import (
	"reflect"
	"strings"
	"sync"
)

// A route is where a value of a struct type keeps what it reads or writes: the
// indices of the fields that are interfaces, or lead further.
type route []int

// routes caches routeOf. The mutex also ends the recursion of recursive types.
var routes struct {
	sync.Mutex
	of map[reflect.Type]route
}

// routeOf returns the route of a struct type, empty if it leads nowhere.
func routeOf(t reflect.Type) route {
	routes.Lock()
	defer routes.Unlock()
	if routes.of == nil {
		routes.of = make(map[reflect.Type]route)
	}
	return findRoute(t)
}

// findRoute is routeOf with the mutex held.
func findRoute(t reflect.Type) route {
	if r, ok := routes.of[t]; ok {
		return r
	}
	routes.of[t] = nil
	var r route
	for i := range t.NumField() {
		if f := t.Field(i).Type; carries(f) || f.Kind() == reflect.Slice && carries(f.Elem()) || isLeaf(f) || indirect(f).Kind() == reflect.Struct && isWrapper(indirect(f)) && len(findRoute(indirect(f))) > 0 {
			r = append(r, i)
		}
	}
	routes.of[t] = r
	return r
}

func indirect(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// carries reports whether a variable of type t may hold a reader, a writer or a
// listener.
func carries(t reflect.Type) bool {
	if t.Kind() != reflect.Interface {
		return false
	}
	for _, name := range []string{"Read", "Write", "Accept", "ReadByte"} {
		if _, ok := t.MethodByName(name); ok {
			return true
		}
	}
	return false
}

// isWrapper reports whether values of a compiled struct type may read or write
// others: what cells declare does so in interpreted code.
func isWrapper(t reflect.Type) bool {
	path := t.PkgPath()
	return path != "" && path != "main" && !strings.HasPrefix(path, "gosched/")
}

// maxDepth bounds how far wrappers of wrappers are followed, maxElements how many of a list.
const maxDepth, maxElements = 6, 16

// leavesOf appends what v is or leads to that may block.
func leavesOf(list []reflect.Value, v reflect.Value, depth int) []reflect.Value {
	for v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() || depth == 0 {
		return list
	}
	t := v.Type()
	if isLeaf(t) {
		return append(list, v)
	}
	if t.Kind() == reflect.Slice { // as of io.MultiWriter
		for i := range min(v.Len(), maxElements) {
			list = leavesOf(list, v.Index(i), depth-1)
		}
		return list
	}
	if t.Kind() == reflect.Pointer {
		if v.IsNil() {
			return list
		}
		v, t = v.Elem(), t.Elem()
	}
	if t.Kind() != reflect.Struct || !isWrapper(t) {
		return list
	}
	for _, i := range routeOf(t) {
		if f := v.Field(i); f.CanAddr() {
			list = leavesOf(list, reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem(), depth-1)
		}
	}
	return list
}

// leads reports whether a parameter of type t, or a receiver, may lead to a leaf.
func leads(t reflect.Type) bool {
	if carries(t) || isLeaf(t) {
		return true
	}
	t = indirect(t)
	return t.Kind() == reflect.Struct && isWrapper(t) && len(routeOf(t)) > 0
}
