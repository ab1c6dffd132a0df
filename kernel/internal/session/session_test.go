package session

import (
	"fmt"
	"go/token"
	"testing"

	"gosched/kernel/internal/stdlib"
)

func TestSmoke(t *testing.T) {
	s := New(stdlib.NewImporter(token.NewFileSet()))
	for i, src := range []string{
		"1", "x := 1", "x+1", "func f() int { return x }", "x := x * 10\nf()", "fmt.Println(x)",
		"type T struct{ a int }\nfunc (t T) M() int { return t.a + f() }\nt := T{1}\nt.M()",
		"func (t *T) N() int { return t.M() }", "func f() string { return \"\" }", "func f() int { return 2 }",
		"type T struct{ a int }\nfunc (t T) M() int { return t.a + f() }", "type T struct { b int }",
		"y", "rand.Intn(5)", "y := 1; y = \"a\"\nz()", "for {", "x := }",
		"count := 0\nfunc inc() { count++ }\ninc()", "count := 5",
	} {
		ch, err := s.Edit(Cell{Number: i + 1, Source: src})
		fmt.Printf("--- %d: %s\n", i+1, src)
		if err != nil {
			for _, l := range err.(Errors).Traceback() {
				fmt.Println(l)
			}
			continue
		}
		for _, f := range ch.Funcs {
			fmt.Println("func", f.Name.Name)
		}
		for _, v := range ch.Vars {
			fmt.Println("var", v.Key, v.Obj.Type(), v.Alias)
		}
		if ch.Result != nil {
			fmt.Println("result", ch.Info.Types[ch.Result].Type)
		}
		fmt.Println(ch.Notes, ch.Drop)
		s.Commit(ch)
	}
	for _, n := range s.Names() {
		fmt.Println(n)
	}
}
