package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"
	"sync"
)

// commonHints are hints that follow from the checker's message alone: the first
// whose pattern matches holds. $1 and so on are what the groups have found.
var commonHints = []struct{ pattern, hint string }{
	{`^(chan .+|<-chan .+|chan<- .+) \(type\) is not an expression$`, "a channel is made by make($1)"},
	{`^cannot index \w+ \(variable of (?:struct )?type sync\.Map\)$`, "a sync.Map has methods: Store, Load, Range"},
	{`^cannot index \w+ \(variable of type \*(?:map\[|\[\])`, "new makes a pointer; slices, maps and channels are made by make"},
	{`^cannot range over (\w+) \(variable of type \*time\.Ticker\)`, "its channel is $1.C"},
	{`operator - not defined on .* type time\.Time\)$`, "t.Sub(u) is the time between two times, time.Since(t) that from t on"},
	{`^invalid argument: cannot make (\S+): type must be slice, map, or channel$`, "make is for slices, maps and channels; var x $1 declares a zero $1"},
	{`^invalid method expression (\S+)\.(\w+) \(needs pointer receiver`, "methods belong to values: var x $1, and then x.$2"},
	{`\(untyped bool constant\) as struct\{\} value`, "struct{}{} is the only value of its type"},
	{`^too many arguments in call to time\.After\n`, "time.AfterFunc calls a function later"},
	{`^(struct\{.*\}) \(type\) is not an expression$`, "a value of the type is written $1{}"},
	{`cannot send to non-channel \*chan `, "new makes a pointer; a channel is made by make(chan int)"},
	{`^invalid operation: (\w+) < -.*\(mismatched types (?:chan|<-chan)`, "an arrow has no space in it: $1 <- x"},
	{`shifted operand (\w+) \(variable of type chan`, "$1 <- x sends x"},
	{`\(mismatched types chan |\(mismatched types .* and chan `, "<-c is a value received from c"},
	{`(?:receive-only|send-only) channel`, "from a <-chan T one receives, to a chan<- T one sends; a chan T is for both, and can be passed as either"},
	{`^range over .*chan .* permits only one iteration variable$`, "the values of a channel have no index: for v := range c { … }"},
	{`^cannot index (\w+) \(variable of type (?:<-)?chan`, "<-$1 receives the next value"},
	{`^select case must be send or receive`, "a case sends or receives: case c <- x: or case <-c:"},
	{`cannot receive from non-channel \*time\.\w+ (\w+)`, "its channel is $1.C"},
	{`non-numeric type atomic\.`, "what is atomic has methods: Add, Load, Store"},
	{`\(mismatched types atomic\.|\(mismatched types .* and atomic\.`, "the value of what is atomic is read by its method Load"},
	{`^cannot use &(\w+) \(value of type \*` + number + `\) as \*` + number + ` value`, "pointers are not converted: declare $1 as var $1 $3"},
	{`^(?:too many|not enough) arguments in call to (.*)\n\thave \([^(]*\)\n\twant \(func\(\)[^,]*\)$`, "$1 takes a function, not its result: func() { … }"},
	{`^not enough arguments in call to context\.With`, "a context is made of another one, the first of context.Background()"},
	{`^multiple-value .* in single-value context$`, "name the results first: x, err := …"},
	{`^invalid operation: make\((\[\].*)\) expects 2 or 3 arguments; found 1$`, "make($1, n) has n elements, $1{} has none yet"},
	{`^cannot use (".*") \(.*\) as error value`, "errors.New($1) makes an error"},
	{`^(.*)\.String undefined \(type ` + number + ` has no field`, "fmt.Sprint($1) is its text"},
	{`\(untyped string constant(?: .*)?\) as time\.Duration value`, durationHint},
	{`^([\w.]+) \(value of type func\(.* is not used$`, "to call it, write $1()"},
	{`mismatched types float\d+ and time\.Duration\)$`, "x seconds are time.Duration(x * float64(time.Second))"},
	{` is not used$`, "the value of an expression is shown if it is the last line of the cell"},
	{`^no new variables on left side of :=$`, "= assigns to variables that exist"},
	{`^declared and not used: (.*)$`, "Go wants variables of functions to be used: remove $1, or write _ = $1"},
	{`^missing return$`, "whatever way is taken through the function, it must end in return"},
	{`^use of untyped nil in `, "nil alone does not say of what type: write var x T for a nil x of type T"},
	{`^label (?:try|except|finally) declared and not used$`, errorHint},
	{`^label .* declared and not used$`, "a name with a colon is a label for goto, break and continue; name := value declares a variable"},
	{`^non-boolean condition in `, "a condition is a bool: compare, as in x != 0"},
	{`^assignment mismatch: 1 variable but .* returns [2-9] values$`, "name all results, and those you do not want _: x, _ := …"},
	{`^cannot use (\w+) \((?:variable|constant .*) of type ` + number + `\) as ` + number + ` value`, "numbers are converted by hand: $3($1)"},
	{`mismatched types u?int\d* and (float\d+)\)$`, "numbers are converted by hand, as in $1(x)"},
	{`mismatched types ` + number + ` and (` + number + `|time\.Duration)\)$`, "numbers are converted by hand, as in $2(x)"},
	{`mismatched types (?:untyped )?(?:rune|byte) and (?:untyped )?string\)$|mismatched types (?:untyped )?string and (?:untyped )?(?:rune|byte)\)$`, "'a' is a number, a rune or byte, and \"a\" a string: string(r) makes a string of a rune"},
	{`[<>=]=? .+ [<>]=? .*\(mismatched types untyped bool and `, "comparisons do not chain: write a < b && b < c"},
	{`mismatched types (?:any|interface ?\{\}) and `, "what is in an interface is taken out by x.(T)"},
	{`cannot use (\w+) \(variable of interface type .*\) as (\S+) value in .*: need type assertion$`, "$1.($2) takes out what is in the interface, if it is that"},
	{`untyped float constant\) as time\.Duration value`, durationHint},
	{`^cannot use "." \(untyped string constant\) as (?:rune|byte) value`, "a rune or byte is written in single quotes"},
	{`^invalid argument: index -\d+ .* must not be negative$`, "the last element of xs is xs[len(xs)-1]"},
	{`^invalid array length [\pL_][\w.]*$`, "the length of an array is a constant; make([]T, n) makes a slice of any length"},
	{`\(slice can only be compared to nil\)$`, "slices.Equal compares slices"},
	{`\(map can only be compared to nil\)$`, "maps.Equal compares maps"},
	{`operator \+ not defined on (\w+) \(variable of type \[\]`, "append($1, ys...) is $1 with the elements of ys"},
	{`^invalid operation: .* \+ .*\(mismatched types \[\]`, "append(xs, x) is xs with another element"},
	{`^(\[\]\S+|map\[\S+) \(type\) is not an expression$`, "a value of the type is written $1{}"},
	{`^operator % not defined on .* float|operator % not defined on .*float`, "math.Mod is the remainder of numbers with a fraction"},
	{`operator ([&|]) not defined on .* bool`, "$1$1 joins conditions"},
	{`cannot use generic type ([\w.]+)\[.* without instantiation$`, "name its types, as in $1[int]"},
	{`\(type parameter .* cannot use operator [<>]=?\)$`, "cmp.Ordered is the constraint of types that have <"},
	{`\(incomparable types in type set\)$`, "comparable is the constraint of types that have =="},
	{`^in call to (\w+), cannot infer `, "name the types: $1[int](…)"},
	{`^cannot use .*\(value of type \[\d+\](\S+)\) as \[\]\S+ value`, "a[:] is a slice of an array a"},
	{`^cannot define new methods on non-local type (\w+)$`, "declare a type of your own: type T $1"},
	{`cannot take address of (.*) \(untyped .* constant.*\)$`, "new($1) is the address of a variable with that value"},
	{`(\[\]\S+)\) cannot be ordered$`, "slices.Max and slices.Min take a slice"},
	{`^invalid operation: .* \+ .*\(mismatched types (?:string|untyped string) and |\+ .*mismatched types .* and (?:string|untyped string)\)$`, "fmt.Sprint makes a string of any value"},
	{`([\w.]+) does not implement [\w.]+ \(method \w+ has pointer receiver\)$`, "the method belongs to *$1: take the address with &"},
}

// number matches the name of a type of numbers.
const number = `(u?int\d*|float\d+|byte|rune|uintptr)`

// commonPatterns are the patterns, compiled at the first mistake: both processes
// start sooner.
var commonPatterns = sync.OnceValue(func() []*regexp.Regexp {
	list := make([]*regexp.Regexp, len(commonHints))
	for i, h := range commonHints {
		list[i] = regexp.MustCompile(h.pattern)
	}
	return list
})

func commonHint(msg string) string {
	for i, re := range commonPatterns() {
		if m := re.FindStringSubmatchIndex(msg); m != nil {
			return string(re.ExpandString(nil, commonHints[i].hint, msg, m))
		}
	}
	return ""
}

// hintElsewhere is the hint for a name that the cell declares, but not for the
// place where it is used.
func (e *edit) hintElsewhere(err checkError, name string) string {
	for id, o := range e.info.Defs {
		v, ok := o.(*types.Var)
		if !ok || id.Name != name || v.IsField() || !e.inCell(id.Pos()) {
			continue
		}
		switch {
		case e.vars[name] && id.Pos() > err.pos && e.sx.run.Pos() <= err.pos && err.pos < e.sx.run.End():
			return name + " is declared further down"
		case !e.vars[name]:
			return "the " + name + " declared in this cell is known in its function or block { … } only"
		}
	}
	return ""
}

// inCell reports whether a position is in the cell.
func (e *edit) inCell(pos token.Pos) bool {
	f := e.s.fileOf(pos)
	return f != nil && e.owns(f)
}

// foreignNames are names of other languages that Go does not have, and what it has.
var foreignNames = map[string]string{
	"None": "nil", "null": "nil", "NULL": "nil", "nullptr": "nil", "Nil": "nil",
	"System": "fmt.Println", "console": "fmt.Println", "cout": "fmt.Println", "echo": "fmt.Println", "puts": "fmt.Println",
	"Console": "fmt.Println", "undefined": "nil", "long": "int64", "short": "int16", "unsigned": "uint", "typeof": "reflect.TypeOf", "sizeof": "unsafe.Sizeof",
	"del": "delete(m, key)", "sorted": "slices.Sort", "exit": "os.Exit",
	"input": "fmt.Scanln", "scanf": "fmt.Scanf", "str": "fmt.Sprint", "double": "float64", "boolean": "bool", "char": "rune",
	"float": "float64", "list": "[]T", "dict": "map[K]V", "this": "the name of the receiver", "self": "the name of the receiver",
}

// hintForeign is the hint for an undefined name that has a meaning in other languages,
// or in package fmt.
func (e *edit) hintForeign(err checkError, name string) string {
	if is, ok := foreignNames[name]; ok {
		return "in Go: " + is
	}
	if hint, ok := foreignWords[name]; ok {
		return hint
	}
	if qualified := e.qualified(err, name); qualified != "" {
		return "did you mean " + qualified + "?"
	}
	return ""
}

// wellKnown are packages whose names may be written without the package by mistake.
var wellKnown = []string{"fmt", "math", "strings", "strconv", "time", "os", "errors", "sync", "bufio", "io"}

// qualified returns the only name of a well-known package that a name may be meant
// for: the same, or the same but for capital letters if it is called.
func (e *edit) qualified(err checkError, name string) (found string) {
	if len(name) < 3 {
		return ""
	}
	called := e.called(err, name)
	for _, path := range wellKnown {
		p, ierr := e.s.imp.Import(path)
		if ierr != nil {
			continue
		}
		for _, n := range p.Scope().Names() {
			_, isFunc := p.Scope().Lookup(n).(*types.Func)
			if !token.IsExported(n) || n != name && (!called || !isFunc || !strings.EqualFold(n, name)) {
				continue
			}
			if found != "" {
				return ""
			}
			found = path + "." + n
		}
	}
	return found
}

// called reports whether the name at an error is called.
func (e *edit) called(err checkError, name string) bool {
	f := e.s.fileOf(err.pos)
	return f != nil && strings.HasPrefix(e.sx.cell.Source[min(f.offset(err.pos)+len(name), len(e.sx.cell.Source)):], "(")
}

// follows reports whether text stands before an error, white space aside.
func (e *edit) follows(err checkError, text string) bool {
	f := e.s.fileOf(err.pos)
	return f != nil && strings.HasSuffix(strings.TrimRight(e.sx.cell.Source[:f.offset(err.pos)], " \t"), text)
}

// hintParameter is the hint for a parameter without a type, or after it.
func (e *edit) hintParameter(err checkError) (hint string) {
	for _, root := range e.roots() {
		ast.Inspect(root, func(n ast.Node) bool {
			if ft, ok := n.(*ast.FuncType); ok {
				for _, f := range ft.Params.List {
					if f.Type.Pos() != err.pos {
						continue
					}
					name := types.ExprString(f.Type)
					if len(f.Names) == 1 && basicType(f.Names[0].Name) {
						hint = "the name stands before the type: " + name + " " + f.Names[0].Name
					} else if len(f.Names) == 0 {
						hint = "parameters have types, as in " + name + " int"
					}
				}
			}
			return hint == ""
		})
	}
	return hint
}

// hintAssign is the hint for something that cannot be assigned to.
func (e *edit) hintAssign(err checkError) string {
	for x := range e.info.Types {
		if x.Pos() != err.pos {
			continue
		}
		switch x := x.(type) {
		case *ast.Ident:
			if _, ok := e.info.Uses[x].(*types.Const); ok {
				return x.Name + " is a constant"
			}
		case *ast.UnaryExpr:
			if x.Op == token.ARROW {
				return types.ExprString(x.X) + " <- x sends x"
			}
		case *ast.IndexExpr:
			t := e.info.Types[x.X].Type
			if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
				return "strings cannot be changed, but []byte(s) and []rune(s) can"
			}
		}
	}
	return ""
}
