package core

import (
	"bytes"
	"reflect"
	"testing"
)

// sample is a unit that uses every field of every struct.
func sample() *Unit {
	body := &Node{Op: OpBlock, Args: []*Node{
		{Op: OpAssign, Pos: Pos{3, 7}, Args: []*Node{
			{Op: OpLocal, Type: Int},
			{Op: OpAdd, Type: Int, Args: []*Node{{Op: OpLocal, Type: Int, Int: 1}, {Op: OpConst, Type: Int, Int: -5}}},
		}},
		{Op: OpFor, Str: "outer", Args: []*Node{nil, nil, {Op: OpBlock}}},
		{Op: OpReturn, Args: []*Node{{Op: OpConst, Type: String, Str: "a\"\n"}}},
	}}
	return &Unit{
		Cell: 3,
		Types: []*TypeDef{{
			ID: FirstType, Kind: KindNamed, Name: "T", Pkg: "main", Path: "a/main", Key: Int, Elem: String, Len: 7, Dir: RecvOnly,
			In: []TypeID{Int}, Out: []TypeID{Bool, Error}, Variadic: true,
			Fields:  []Field{{"A", Int, `json:"a"`, true, true}},
			Methods: []Method{{"m", false, "a/main", FirstType + 1, true, 9}}, Prev: 4,
		}},
		Globals: []*Global{{ID: 1, Name: "x", Cell: 3, Type: Int, Alias: 2}},
		Funcs: []*Func{{
			ID: 1, Name: "main.f", Cell: 3, File: "sort.go", Pos: Pos{1, 2}, Captures: 1, Params: 2, Variadic: true,
			Results: []TypeID{String}, Slots: []Slot{{"a", Int}, {"", Bool}}, Body: body, Recovers: true, Calls: true, Helper: true,
		}},
		Inits: []FuncID{1}, Packages: 1, Run: 2, Main: 3, Drop: []FuncID{4, 5}, Free: []GlobalID{6},
	}
}

func TestEncodeDecode(t *testing.T) {
	want := sample()
	got, err := Decode(Encode(want))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestFormatParse(t *testing.T) {
	want := sample().Funcs[0].Body
	text := Format(want)
	got, err := Parse(text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("parsed back\n%s\nas\n%s", text, Format(got))
	}
}

func TestParseErrors(t *testing.T) {
	for _, text := range []string{"", "(", "(nosuch)", "(const:x)", `(const "a)`, "(local) x", "(local @3)", "(invalid)"} {
		if n, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", text, Format(n))
		}
	}
}

func TestOpNames(t *testing.T) {
	for op := OpInvalid; op < numOps; op++ {
		if op.String() == "" {
			t.Errorf("operation %d has no name", op)
		}
	}
	if len(opsByName) != int(numOps) {
		t.Errorf("%d names for %d operations", len(opsByName), numOps)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode(sample()))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		u, err := Decode(data)
		if err != nil {
			return
		}
		again, err := Decode(Encode(u))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(Encode(again), Encode(u)) {
			t.Error("a decoded unit does not survive another round")
		}
	})
}
