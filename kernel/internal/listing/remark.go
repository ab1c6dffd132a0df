package listing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gosched/kernel/internal/pattern"
)

// A Remark is one thing that the compiler says of a line.
type Remark struct {
	Line int
	Kind Kind
	Text string
}

// A Kind sorts remarks.
type Kind uint8

// The kinds of remarks, in the order in which they stand beside a line.
const (
	Heap     Kind = iota // is allocated there
	Leak                 // a parameter's pointer is kept after the call
	Stack                // does not escape
	Inline               // a function that can be inlined, or cannot and why
	Inlining             // calls that are inlined
	Other
)

// Remarks reads what the compiler prints with -m=2.
func Remarks(src Source, output string) []Remark {
	r := remarks{src: src, why: make(map[string][]step)}
	for line := range strings.Lines(output) {
		at, message, ok := strings.Cut(strings.TrimRight(line, "\r\n"), ": ")
		p, isPlace := parsePlace(at)
		if ok && isPlace && p.file == src.File {
			r.take(p, message)
		}
	}
	return r.found()
}

// remarks is the state of Remarks.
type remarks struct {
	src  Source
	why  map[string][]step // of what is said to escape or leak, by line and name
	open string            // the key of why that steps belong to
	list []said
}

// A said is a remark that is not yet put together with those like it.
type said struct {
	line int
	kind Kind
	head string // "does not escape: ": what such remarks of a line share
	what string
	more string
}

// A step is one line of the compiler's explanation.
type step struct {
	expr, reason string
	at           place
}

var (
	explains = pattern.New(`^(.*) escapes to heap in .*:$`)
	leaks    = pattern.New(`^parameter (\S+) leaks to .*:$`)
	from     = pattern.New(`^ +from (.*) \(([^()]*)\) at (.*)$`)
)

// A message is a form of what the compiler says. Its function names what is spoken
// of, "" if that is of no interest, and says what else there is to say.
type message struct {
	form *pattern.Pattern
	kind Kind
	head string
	take func(r *remarks, p place, m []string) (what, more string)
}

var messages = []message{
	{pattern.New(`^moved to heap: (.*)$`), Heap, "moved to heap: ", heap},
	{pattern.New(`^(.*) escapes to heap$`), Heap, "escapes to heap: ", heap},
	{pattern.New(`^leaking param: (\S+)(.*)$`), Leak, "leaking param: ", leak},
	{pattern.New(`^leaking param content: (\S+)(.*)$`), Leak, "leaking param content: ", leak},
	{pattern.New(`^(.*) does not escape$`), Stack, "does not escape: ", func(r *remarks, p place, m []string) (string, string) {
		if m[1] == variadic {
			return "", ""
		}
		return r.named(p, m[1]), ""
	}},
	{pattern.New(`^can(?:not)? inline \S*\.(?:go|defer)wrap\d+()`), Inline, "", first},
	{pattern.New(`^can inline (.*) with cost (\d+) as: `), Inline, "can inline ", func(_ *remarks, _ place, m []string) (string, string) {
		return plain(m[1]), " (cost " + m[2] + ")"
	}},
	{pattern.New(`^cannot inline ([^:]*): (.*)$`), Inline, "cannot inline ", func(_ *remarks, _ place, m []string) (string, string) {
		return plain(m[1]), ": " + m[2]
	}},
	{pattern.New(`^inlining call to (.*)$`), Inlining, "inlining call to ", first},
	{pattern.New(`^\S+ capturing by ref: (\S+) `), Other, "captured by reference: ", first},
	{pattern.New(`^\S+ capturing by value: ()`), Other, "", first},
	{pattern.New(`^(.*)$`), Other, "", first},
}

// variadic is what the compiler calls the slice of a call's last arguments.
const variadic = "... argument"

func first(_ *remarks, _ place, m []string) (what, more string) { return plain(m[1]), "" }

func heap(r *remarks, p place, m []string) (what, more string) {
	return r.named(p, m[1]), r.because(p, m[1])
}

func leak(r *remarks, p place, m []string) (what, more string) {
	return m[1], m[2] + r.because(p, m[1])
}

// take reads one message.
func (r *remarks) take(p place, message string) {
	if strings.HasPrefix(message, " ") {
		if m := from.FindStringSubmatch(message); m != nil && r.open != "" {
			at, _ := parsePlace(m[3])
			r.why[r.open] = append(r.why[r.open], step{m[1], m[2], at})
		}
		return
	}
	r.open = ""
	if m := cmp.Or(sub(explains, message), sub(leaks, message)); m != "" {
		r.open = key(p, m)
		delete(r.why, r.open)
		return
	}
	r.remark(p, message)
}

func sub(re *pattern.Pattern, s string) string {
	if m := re.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

func key(p place, what string) string { return fmt.Sprintf("%d:%d %s", p.line, p.col, what) }

// remark notes a message that is no explanation.
func (r *remarks) remark(p place, text string) {
	for _, f := range messages {
		if m := f.form.FindStringSubmatch(text); m != nil {
			if what, more := f.take(r, p, m); what != "" && !r.added(what) {
				r.list = append(r.list, said{p.line, f.kind, f.head, what, more})
			}
			return
		}
	}
}

// added reports whether a function is none of the cell's: the one that its statements
// became, or one that shows a result.
func (r *remarks) added(name string) bool {
	return name == r.src.Body && name != "" || strings.HasPrefix(name, "gosched_")
}

// named gives what the compiler has a name of its own for the name that the cell has.
func (r *remarks) named(p place, what string) string {
	switch {
	case what == variadic:
		return "the slice of arguments"
	case strings.HasPrefix(what, "~"):
		if f := r.src.callee(p); f != "" {
			return "result of " + f
		}
		return "a result"
	}
	return results.ReplaceAllString(plain(what), "result")
}

// because returns the deciding step of an explanation, in parentheses.
func (r *remarks) because(p place, what string) string {
	steps := r.why[key(p, what)]
	if steps == nil && what == "append" {
		for k, s := range r.why {
			if strings.HasPrefix(k, key(p, "append(")) {
				steps = s
			}
		}
	}
	for _, s := range slices.Backward(steps) {
		if text := s.text(); text != "" {
			if s.at.file == p.file && s.at.line != p.line {
				text += fmt.Sprintf(", line %d", s.at.line)
			}
			return " (" + text + ")"
		}
	}
	return ""
}

// text is a step in words; "" if the cell's author would learn nothing from it.
func (s step) text() string {
	switch s.reason {
	case "spill", "reference", "address-of", "slice-literal-element":
		return ""
	case "call parameter":
		if i := strings.IndexByte(s.expr, '('); i > 0 {
			if to := plain(s.expr[:i]); to != "native.Show" {
				return "passed to " + to
			}
			return "shown as the result"
		}
		return "passed to a call"
	case "captured by a closure", "too large for stack", "non-constant size":
		return s.reason
	case "interface-converted":
		return "converted to an interface"
	}
	if strings.ContainsAny(s.expr, "~") || strings.Contains(s.expr, "...") {
		return ""
	}
	return plain(s.expr)
}

// results matches what the compiler calls the results of an inlined call.
var results = pattern.New(`~r\d+`)

var (
	literal = pattern.New(`[\w.()*]*\.func\d+(\.\d+)*`)
	shapes  = strings.NewReplacer("go.shape.", "", "main.", "")
)

// plain removes what only the compiler knows from a name or expression.
func plain(s string) string { return shapes.Replace(literal.ReplaceAllString(s, "func literal")) }

// found sorts the remarks by lines and kinds. Those of a kind that have no more to
// say are joined; the compiler says some things once for each instance or copy.
func (r *remarks) found() []Remark {
	slices.SortStableFunc(r.list, func(a, b said) int {
		return cmp.Or(a.line-b.line, int(a.kind)-int(b.kind), strings.Compare(a.head, b.head))
	})
	var list []Remark
	var last said
	names := make(map[string]bool) // of the line and head
	for _, s := range r.list {
		name := s.what
		if s.kind != Inline {
			name += s.more
		}
		same := s.line == last.line && s.head == last.head
		if !same {
			clear(names)
		}
		switch {
		case names[name]:
			continue
		case same && s.more == "" && last.more == "" && s.head != "":
			list[len(list)-1].Text += ", " + s.what
			names[name] = true
			continue
		}
		names[name] = true
		list = append(list, Remark{s.line, s.kind, s.head + s.what + s.more})
		last = s
	}
	return list
}
