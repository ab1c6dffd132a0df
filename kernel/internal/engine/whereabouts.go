package engine

import (
	"reflect"

	"gosched/kernel/rt"
)

// placeFunctions are the overrides of functions that look at the stack, to find
// interpreted calls there.
var placeFunctions = map[string]reflect.Value{
	"log.Fatal":                reflect.ValueOf(rt.Fatal),
	"log.Fatalf":               reflect.ValueOf(rt.Fatalf),
	"log.Fatalln":              reflect.ValueOf(rt.Fatalln),
	"log.Output":               reflect.ValueOf(rt.LogOutput),
	"log.Panic":                reflect.ValueOf(rt.LogPanic),
	"log.Panicf":               reflect.ValueOf(rt.LogPanicf),
	"log.Panicln":              reflect.ValueOf(rt.LogPanicln),
	"log.Print":                reflect.ValueOf(rt.LogPrint),
	"log.Printf":               reflect.ValueOf(rt.LogPrintf),
	"log.Println":              reflect.ValueOf(rt.LogPrintln),
	"runtime.Caller":           reflect.ValueOf(rt.Caller),
	"runtime.Callers":          reflect.ValueOf(rt.Callers),
	"runtime.CallersFrames":    reflect.ValueOf(rt.CallersFrames),
	"runtime.FuncForPC":        reflect.ValueOf(rt.FuncForPC),
	"runtime.Stack":            reflect.ValueOf(rt.Stack),
	"runtime/debug.PrintStack": reflect.ValueOf(rt.PrintStack),
	"runtime/debug.Stack":      reflect.ValueOf(rt.DebugStack),
}

// placeMethods are the same for methods.
var placeMethods = map[string]reflect.Value{
	"*log.Logger.Fatal":     reflect.ValueOf(rt.LoggerFatal),
	"*log.Logger.Fatalf":    reflect.ValueOf(rt.LoggerFatalf),
	"*log.Logger.Fatalln":   reflect.ValueOf(rt.LoggerFatalln),
	"*log.Logger.Output":    reflect.ValueOf(rt.LoggerOutput),
	"*log.Logger.Panic":     reflect.ValueOf(rt.LoggerPanic),
	"*log.Logger.Panicf":    reflect.ValueOf(rt.LoggerPanicf),
	"*log.Logger.Panicln":   reflect.ValueOf(rt.LoggerPanicln),
	"*log.Logger.Print":     reflect.ValueOf(rt.LoggerPrint),
	"*log.Logger.Printf":    reflect.ValueOf(rt.LoggerPrintf),
	"*log.Logger.Println":   reflect.ValueOf(rt.LoggerPrintln),
	"reflect.Value.Pointer": reflect.ValueOf(rt.Pointer),
}
