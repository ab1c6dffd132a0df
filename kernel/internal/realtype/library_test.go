package realtype

import (
	"container/heap"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"reflect"
	"sort"
	"strings"
	"testing"
	"text/template"
)

func TestErrors(t *testing.T) {
	tw := twin(t, reflect.TypeFor[*NotFound]())
	err := fmt.Errorf("looking: %w", tw.value(&NotFound{"it"}).(error))
	if err.Error() != "looking: it not found" {
		t.Error(err)
	}
	if !errors.Is(err, io.EOF) || !errors.Is(err, errors.ErrUnsupported) || errors.Is(err, io.ErrNoProgress) {
		t.Error("errors.Is does not follow Is and Unwrap")
	}
	target := reflect.New(tw.of(reflect.TypeFor[*NotFound]()))
	if !errors.As(err, target.Interface()) || target.Elem().Elem().Field(0).String() != "it" {
		t.Error("errors.As does not find it")
	}
	var other *NotFound
	if errors.As(err, &other) {
		t.Error("errors.As finds a type of the same name")
	}
}

func TestSortAndHeap(t *testing.T) {
	tw := twin(t, reflect.TypeFor[*Names]())
	names := Names{"c", "a", "b"}
	sort.Sort(tw.value(names).(sort.Interface))
	if fmt.Sprint(names) != "[a b c]" {
		t.Error(names)
	}
	h := tw.value(&names).(heap.Interface)
	heap.Init(h)
	heap.Push(h, Name("aa"))
	var got []any
	for h.Len() > 0 {
		got = append(got, heap.Pop(h))
	}
	if fmt.Sprint(got) != "[a aa b c]" {
		t.Error(got)
	}
}

func TestEncoders(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	for _, x := range []any{
		Point{1, 2}, Tagged{1, "secret", 2, io.EOF, 0}, Flags(5), []Point{{3, 4}}, &Outer{Extra: "x"}, Tree{Value: 1},
		struct {
			A Point
			b Name `tag:"t"`
		}{Point{1, 2}, "n"},
		Names{"a"}, Dict{"a": {"b": nil}}, Derived{Base: Base{1}, Shape: Square{3}},
	} {
		want, wantErr := json.Marshal(x)
		got, err := json.Marshal(tw.value(x))
		if string(got) != string(want) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Errorf("JSON of %T is %s (%v), want %s (%v)", x, got, err, want, wantErr)
		}
		want, wantErr = xml.Marshal(x)
		got, err = xml.Marshal(tw.value(x))
		if string(got) != string(want) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Errorf("XML of %T is %s (%v), want %s (%v)", x, got, err, want, wantErr)
		}
	}
	p := reflect.New(tw.of(reflect.TypeFor[Flags]()))
	if err := json.Unmarshal([]byte(`"110"`), p.Interface()); err != nil || p.Elem().Uint() != 6 {
		t.Error(p.Elem(), err)
	}
}

func TestHandler(t *testing.T) {
	tw := twin(t, reflect.TypeFor[Handler]())
	log := new(strings.Builder)
	mux := http.NewServeMux()
	mux.Handle("/tea", tw.value(Handler{log}).(http.Handler))
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", "/tea", nil))
	if w.Code != http.StatusTeapot || log.String() != "/tea;" {
		t.Error(w.Code, log)
	}
}

var negativeZero = float32(math.Copysign(0, -1))

func TestKeys(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	other := twin(t, sampleTypes()...)
	key := tw.value(Name("k"))
	ctx := context.WithValue(t.Context(), key, 5)
	if ctx.Value(tw.value(Name("k"))) != 5 || ctx.Value(other.value(Name("k"))) != nil || ctx.Value("k") != nil {
		t.Error("context keys are not told apart by type")
	}
	m := map[any]int{}
	for i, x := range []any{Point{1, 2}, Name("k"), AnyKey{"k", 1}, Float{1.5}, Grid{}, Celsius(1), Base{1}, Empty{}, struct {
		A Point
		b Name `tag:"t"`
	}{}} {
		m[tw.value(x)] = i
		m[other.value(x)] = -i
		if m[tw.value(x)] != i || m[x] != 0 {
			t.Errorf("%T is not found as a key", x)
		}
	}
	dict := reflect.MakeMap(tw.of(reflect.TypeFor[Floats]()))
	negative := reflect.ValueOf(tw.value(Float{})).Interface()
	dict.SetMapIndex(reflect.ValueOf(negative), reflect.ValueOf(1))
	if dict.Len() != 1 || dict.MapIndex(reflect.ValueOf(tw.value(Float{negativeZero}))).Int() != 1 {
		t.Error("zeros differ as keys")
	}
	for _, m := range []any{AnyMap(nil), tw.value(AnyMap(nil))} {
		func() {
			defer func() {
				if r := fmt.Sprint(recover()); r != "hash of unhashable type: []int" {
					t.Errorf("%T: %s", m, r)
				}
			}()
			key := reflect.New(reflect.TypeOf(m).Key()).Elem()
			key.Field(0).Set(reflect.ValueOf([]int{}))
			reflect.ValueOf(m).MapIndex(key)
		}()
	}
}

func TestEquality(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	equal := func(x, y any) bool { return tw.value(x) == tw.value(y) }
	if !equal(Point{1, 2}, Point{1, 2}) || equal(Point{1, 2}, Point{1, 3}) || equal(Celsius(0), Float{0}) {
		t.Error("equality is wrong")
	}
	if !equal(Float{0}, Float{negativeZero}) || !equal(AnyKey{Name("x"), 1}, AnyKey{Name("x"), 1}) {
		t.Error("equality is that of memory")
	}
	defer func() {
		if r := fmt.Sprint(recover()); r != "runtime error: comparing uncomparable type realtype.Names" {
			t.Error(r)
		}
	}()
	equal(Names{}, Names{})
}

func TestReflect(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	p := reflect.ValueOf(tw.value(&Point{1, 2}))
	p.MethodByName("Move").Call([]reflect.Value{reflect.ValueOf(2), reflect.ValueOf(3)})
	if s := p.MethodByName("String").Call(nil)[0].String(); s != "<3,5>" {
		t.Error(s)
	}
	m, _ := p.Type().Elem().MethodByName("String")
	if s := m.Func.Call([]reflect.Value{p.Elem()})[0].String(); s != "<3,5>" {
		t.Error(s)
	}
	if f := p.Elem().Method(0).Interface().(func() string); f() != "<3,5>" {
		t.Error(f())
	}
	body := reflect.ValueOf(struct{ X, Y int }{7, 8}).Convert(p.Type().Elem())
	if fmt.Sprint(body) != "<7,8>" {
		t.Error(body)
	}
	var out strings.Builder
	template.Must(template.New("").Parse("{{.X}} {{.String}}")).Execute(&out, body.Interface())
	if out.String() != "7 <7,8>" {
		t.Error(out.String())
	}
	if !reflect.DeepEqual(tw.value(Tree{Value: 1}), tw.value(Tree{Value: 1})) {
		t.Error("equal trees differ")
	}
}

func TestConversionToCompiledType(t *testing.T) {
	tw := twin(t, reflect.TypeFor[*Request]())
	r := reflect.ValueOf(tw.value((*Request)(httptest.NewRequest("GET", "/x", nil))))
	if got := r.Convert(reflect.TypeFor[*http.Request]()).Interface().(*http.Request).URL.Path; got != "/x" {
		t.Error(got)
	}
}
