package rerun

import (
	"flag"
	"reflect"
	"sync"

	"gosched/kernel/rt"
)

// flagFunctions are the functions that define flags, by the position of the name.
var flagFunctions = [2]map[string]any{
	{
		"Bool": flag.Bool, "BoolFunc": flag.BoolFunc, "Duration": flag.Duration, "Float64": flag.Float64, "Func": flag.Func,
		"Int": flag.Int, "Int64": flag.Int64, "String": flag.String, "Uint": flag.Uint, "Uint64": flag.Uint64,
	},
	{
		"BoolVar": flag.BoolVar, "DurationVar": flag.DurationVar, "Float64Var": flag.Float64Var, "Int64Var": flag.Int64Var,
		"IntVar": flag.IntVar, "StringVar": flag.StringVar, "TextVar": flag.TextVar, "Uint64Var": flag.Uint64Var,
		"UintVar": flag.UintVar, "Var": flag.Var,
	},
}

// flags are the cells that have defined flags of the command line.
var flags struct {
	sync.Mutex
	cells map[definition]int
}

// A definition is a flag of a set.
type definition struct {
	set  *flag.FlagSet
	name string
}

// defining returns define, whose argument at is the name of a flag, as a function
// that drops the flag first if an earlier cell has defined it.
func defining(define any, at int) reflect.Value {
	fn := reflect.ValueOf(define)
	return reflect.MakeFunc(fn.Type(), func(args []reflect.Value) []reflect.Value {
		drop(args[at].String(), rt.Current().Cell())
		return fn.Call(args)
	})
}

// drop removes a flag, if it was defined by a cell other than the one that is about
// to define it.
func drop(name string, cell int) {
	flags.Lock()
	defer flags.Unlock()
	d := definition{flag.CommandLine, name}
	if by, ok := flags.cells[d]; ok && by != cell {
		set := reflect.ValueOf(d.set).Elem()
		for _, field := range []string{"formal", "actual"} {
			m := (*map[string]*flag.Flag)(set.FieldByName(field).Addr().UnsafePointer())
			delete(*m, name)
		}
	}
	if flags.cells == nil {
		flags.cells = make(map[definition]int)
	}
	flags.cells[d] = cell
}
