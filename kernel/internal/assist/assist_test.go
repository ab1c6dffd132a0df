package assist

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
)

// notebook returns a session in which a few cells have run.
func notebook(tb testing.TB) *session.Session {
	s := session.New(stdlib.NewImporter(token.NewFileSet()))
	for i, src := range []string{
		"// A Point is a place.\n//\n// It has [Point.Len].\ntype Point struct {\n\tX, Y int\n\tname string\n}\n\n// Len is a distance.\nfunc (p *Point) Len() float64 { return math.Sqrt(float64(p.X*p.X + p.Y*p.Y)) }",
		"pt := &Point{X: 3}\n// how many\ncount := 1",
		"// Twice doubles.\nfunc Twice(n int, more ...string) (int, error) { return 2 * n, nil }\nconst Limit = 10",
		"type Stack[E any] struct { list []E }\nfunc (s *Stack[E]) Push(e E) { s.list = append(s.list, e) }\nst := Stack[int]{}",
		"rd := strings.NewReader(\"\")",
	} {
		ch, err := s.Edit(session.Cell{Number: i + 1, Source: src})
		if err != nil {
			tb.Fatal(err)
		}
		s.Commit(ch)
	}
	return s
}

// cut returns a text without its cursor, which is a |, and the cursor.
func cut(text string) (src string, cursor int) {
	before, after, _ := strings.Cut(text, "|")
	return before + after, utf8.RuneCountInString(before)
}

func TestComplete(t *testing.T) {
	s := notebook(t)
	for _, tt := range []struct {
		src  string
		want string // "text type signature" of items, one a line; the first ones if it ends in …
	}{
		{"pt.|", "Len method () float64\nX field int\nY field int\nname field string\n"},
		{"pt.L|", "Len method () float64\n"},
		{"pt.|\nfoo(", "Len method () float64\n…"},
		{"fmt.Printl|", "Println function (a ...any) (n int, err error)\n"},
		{"fmt.Sprint|(1)", "Sprint function (a ...any) string\nSprintf function (format string, a ...any) string\nSprintln function (a ...any) string\n"},
		{"strings.NewRe|", "NewReader function (s string) *strings.Reader\nNewReplacer function (oldnew ...string) *strings.Replacer\n"},
		{"rd.ReadB|", "ReadByte method () (byte, error)\n"},
		{"Tw|", "Twice function (n int, more ...string) (int, error)\n"},
		{"cou|", "count variable int\n"},
		{"é := 1; cou|", "count variable int\n"},
		{"Lim|", "Limit constant untyped int = 10\n"},
		{"Point{|", "X: field int\nY: field int\nname: field string\n…"},
		{"Point{X: 1, n|", "name: field string\n…"},
		{"p := []*Point{{Y|", "Y: field int\n"},
		{"zzz := Point{zz|", ""},
		{"zzz := 1\nzz|", "zzz variable int\n"},
		{"for lo := range 3 {\n\tif lo > 1 {\n\t\tlo|", "lo variable int\n…"},
		{"func f(longname string) {\n\tlongn|", "longname variable string\n"},
		{"func f() { helper| }\nfunc helperFunc(a int) {}", "helperFunc function (a int)\n"},
		{"swi|", "switch keyword \n"},
		{"appe|", "append function (slice []T, elems ...T) []T\n"},
		{"st.Pu|", "Push method (e int)\n"},
		{"x := struct{ a, bc int }{}\nx.b|", "bc field int\n"},
		{"x := pt\nfunc() { x.Le| }()", "Len method () float64\n"},
		{"import \"net/htt|", "net/http module \nnet/http/cgi module \nnet/http/cookiejar module \n…"},
		{"import (\n\t\"os\"\n\tfoo \"text/tem|\"\n)", "text/template module \ntext/template/parse module \n"},
		{"// some text.|", ""},
		{"\"some text.|", ""},
		{"`some text.|", ""},
		{"3.|", ""},
		{"12|", ""},
		{"var t time.Dur|", "Duration type int64\n"},
		{"nothing.|", ""},
		{"if pt.|", "Len method () float64\n…"},
		{"if pt.L| > 1 {\n}", "Len method () float64\n"},
		{"switch pt.X {\ncase Lim|", "Limit constant untyped int = 10\n"},
		{"go fmt.Println(pt.|)", "Len method () float64\n…"},
		{"x := pt.|\ny := 1", "Len method () float64\n…"},
		{"func (p *Point) Other() { p.na| }", "name field string\n"},
		{"http.StatusTea|", "StatusTeapot constant untyped int = 418\n"},
	} {
		src, cursor := cut(tt.src)
		c := Complete(s, src, cursor)
		var b strings.Builder
		for _, it := range c.Items {
			b.WriteString(it.Text + " " + it.Type + " " + it.Signature + "\n")
		}
		got := b.String()
		if want, cont := strings.CutSuffix(tt.want, "…"); got != want && !(cont && strings.HasPrefix(got, want)) {
			t.Errorf("%q:\n%swant\n%s", tt.src, got, tt.want)
		}
		runes := []rune(src)
		if c.Start > cursor || c.End < cursor || strings.ContainsAny(string(runes[c.Start:c.End]), " .(\n") {
			t.Errorf("%q: range %d to %d around %d", tt.src, c.Start, c.End, cursor)
		}
	}
}

func TestCompleteInString(t *testing.T) {
	s := notebook(t)
	for src, want := range map[string]string{
		`os.Open("da|`:          "da",
		`os.Open("a\tb|")`:      "a\tb",
		"x := `a\nb|`":          "a\nb",
		`fmt.Println("a", "b/|`: "b/",
		`'a|`:                   "-",
		`"a"|`:                  "-",
		`import "fm|`:           "-",
		`// "a|`:                "-",
		`"世界/|`:                 "世界/",
	} {
		src, cursor := cut(src)
		c := Complete(s, src, cursor)
		got := "-"
		if c.InString {
			got = c.Typed
		}
		if got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

func TestCompleteNothing(t *testing.T) {
	s := notebook(t)
	c := Complete(s, "", 0)
	for _, want := range []string{"pt", "Twice", "Point", "for", "len", "int", "strings"} {
		if !slices.ContainsFunc(c.Items, func(it Item) bool { return it.Text == want }) {
			t.Errorf("%s is not offered in an empty cell", want)
		}
	}
}

func TestInspect(t *testing.T) {
	s := notebook(t)
	for _, tt := range []struct {
		src    string
		detail int
		want   string // text/plain; its start if it ends in …
	}{
		{"Twi|ce(1)", 0, "func Twice(n int, more ...string) (int, error) // cell 3\n\nTwice doubles.\n"},
		{"Twice(1, |)", 0, "func Twice(n int, more ...string) (int, error) // cell 3\n…"},
		{"Twice|", 1, "func Twice(n int, more ...string) (int, error) // cell 3\n\nTwice doubles.\n\n// Twice doubles.\nfunc Twice(n int, more ...string) (int, error) { return 2 * n, nil }\n"},
		{"pt.Len|()", 0, "func (*Point) Len() float64 // cell 1\n\nLen is a distance.\n"},
		{"pt.Len()|", 0, "func (*Point) Len() float64 // cell 1\n…"},
		{"pt.|", 0, "var pt *Point // cell 2\n"},
		{"fmt.Println(\")\", |)", 0, "func fmt.Println(…"},
		{"fmt.Println([]int{1, |", 0, ""},
		{"fmt.Println(\"some csv|", 0, "func fmt.Println(…"},
		{"x := \"csv|\"", 0, ""},
		{"pt := &Point{}\np|t", 0, "var pt *Point\n"},
		{"pt|", 0, "var pt *Point // cell 2\n"},
		{"count|", 0, "var count int // cell 2\n\nhow many\n"},
		{"Point|{}", 0, "type Point struct { // cell 1\n\tX int\n\tY int\n\tname string\n}\n\nfunc (*Point) Len() float64\n\nA Point is a place.\n\nIt has Point.Len.\n"},
		{"Stack|[int]{}", 0, "type Stack[E any] struct { // cell 4\n\tlist []E\n}\n\nfunc (*Stack[E]) Push(e E)\n"},
		{"strings.Buil|der{}", 0, "type strings.Builder struct {\n\t// unexported fields\n}\n\nfunc (*strings.Builder) Cap() int\n…"},
		{"io.Reader|", 0, "type io.Reader interface {\n\tRead(p []byte) (n int, err error)\n}\n\nReader is…"},
		{"time.Month|", 0, "type time.Month int\n\nfunc (time.Month) String() string\n\nA Month…"},
		{"err|or", 0, "type error\n\nerror is…"},
		{"fo|r i := range 3 {}", 0, "for { … }\nfor condition…"},
		{"x := ma|p[string]int{}", 0, "map[K]V\n\nmap makes…"},
		{"tr|ue", 0, "const true untyped bool = true\n\ntrue is…"},
		{"ni|l", 0, "nil\n\nnil is…"},
		{"http|", 0, "package http // import \"net/http\"\n\nPackage http…"},
		{"rand|", 0, "package rand // import \"crypto/rand\"\npackage rand // import \"math/rand\"\n…"},
		{"pt.X|", 0, "field X int\n"},
		{"fmt.Println|", 0, "func fmt.Println(a ...any) (n int, err error)\n\nPrintln formats…"},
		{"fmt.Println(|", 0, "func fmt.Println(a ...any) (n int, err error)\n\nPrintln formats…"},
		{"fm|t.Println()", 0, "package fmt // import \"fmt\"\n\nPackage fmt…"},
		{"rd.ReadByte|()", 0, "func (*strings.Reader) ReadByte() (byte, error)\n\nReadByte implements…"},
		{"len|(x)", 0, "func len(v T) int\n\nlen returns…"},
		{"Limit|", 0, "const Limit untyped int = 10 // cell 3\n"},
		{"local := 5\nloc|al + 1", 0, "var local int\n"},
		{"x = = 3\npt.Le|n()", 0, "func (*Point) Len() float64 // cell 1\n…"},
		{"} else { fmt.Println(pt.Le|n", 0, "func (*Point) Len() float64 // cell 1\n…"},
		{"go func() { pt.Len(|", 0, "func (*Point) Len() float64 // cell 1\n…"},
		{"nosuch|", 0, ""},
		{"|", 0, ""},
		{"for {|", 0, ""},
	} {
		src, cursor := cut(tt.src)
		d, found := Inspect(s, src, cursor, tt.detail)
		bundle := map[string]string{}
		if found {
			bundle = d.Bundle("")
		}
		got := bundle["text/plain"]
		if want, cont := strings.CutSuffix(tt.want, "…"); got != want && !(cont && strings.HasPrefix(got, want)) {
			t.Errorf("%q:\n%s\nwant\n%s", tt.src, got, tt.want)
		}
		if found != (tt.want != "") {
			t.Errorf("%q: found is %v", tt.src, found)
		}
		if found && (!strings.HasPrefix(bundle["text/markdown"], "```go\n") || !strings.HasPrefix(bundle["text/html"], "<pre>")) {
			t.Errorf("%q: %q", tt.src, bundle)
		}
	}
}

// TestEverythingOfGo has a description of each keyword and predeclared name.
func TestEverythingOfGo(t *testing.T) {
	s := notebook(t)
	words := types.Universe.Names()
	for tok := token.BREAK; tok <= token.VAR; tok++ {
		words = append(words, tok.String())
	}
	for _, word := range words {
		if d, found := Inspect(s, word, 0, 0); !found || d.Decl == "" || d.Doc == "" {
			t.Errorf("%s is %q", word, d.Decl)
		}
	}
}

// TestInspectStorage asks whose value a tooltip shows.
func TestInspectStorage(t *testing.T) {
	s := notebook(t)
	for _, tt := range []struct {
		src  string
		want bool
	}{
		{"pt|", true},
		{"pt|.X", true},
		{"pt.X|", false},
		{"fmt.Println(co|unt)", true},
		{"co|unt := 1", true},
		{"count := 1\nfmt.Println(co|unt)", true},
		{"co|unt := true", false},
		{"type Point struct { X int }\np|t := &Point{}", true},
		{"func f() { count := 1; co|unt++ }", false},
		{"for count := range 3 { co|unt++ }", false},
		{"os.Arg|s", false},
		{"Twice|", false},
		{"Point|", false},
	} {
		src, cursor := cut(tt.src)
		d, _ := Inspect(s, src, cursor, 0)
		if got := d.Key != ""; got != tt.want {
			t.Errorf("%q: key %q", tt.src, d.Key)
		}
	}
	d, _ := Inspect(s, "count", 0, 0)
	for mime, want := range map[string]string{
		"text/plain":    "var count int // cell 2\ncount = <b>\n\nhow many\n",
		"text/markdown": "```go\nvar count int // cell 2\ncount = <b>\n```\n\nhow many\n",
		"text/html":     "<pre>var count int // cell 2\ncount = &lt;b&gt;</pre>\n<p>how many\n",
	} {
		if got := d.Bundle("<b>")[mime]; got != want {
			t.Errorf("%s: %q, want %q", mime, got, want)
		}
	}
}

// FuzzAssist asks everything about anything: nothing may panic, and the session
// must go on.
func FuzzAssist(f *testing.F) {
	for _, src := range []string{"pt.", "fmt.P(", "func f(", "x := Point{", "import \"", "}", "a b c", "if pt.X ==", "\xff", "é.é", "type T[", "case", "st.list[0]."} {
		f.Add(src, len(src))
	}
	s := notebook(f)
	f.Fuzz(func(t *testing.T, src string, cursor int) {
		Complete(s, src, cursor)
		Inspect(s, src, cursor, 1)
		IsComplete(src)
		if _, err := s.Edit(session.Cell{Number: 9, Source: "pt.Len()"}); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkComplete(b *testing.B) {
	s := notebook(b)
	for _, src := range []string{"pt.", "fmt.P", "cou", "x := 1\nfor i := range 3 {\n\tfmt.Println(i, x)\n\tstrings.To", "if pt.", "x = = 3\npt."} {
		b.Run(src, func(b *testing.B) {
			for range b.N {
				Complete(s, src, len(src))
			}
		})
	}
}
