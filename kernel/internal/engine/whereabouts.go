package engine

import (
	"log/slog"
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
	"log/slog.Debug":           reflect.ValueOf(rt.SlogAt(slog.LevelDebug)),
	"log/slog.DebugContext":    reflect.ValueOf(rt.SlogContextAt(slog.LevelDebug)),
	"log/slog.Error":           reflect.ValueOf(rt.SlogAt(slog.LevelError)),
	"log/slog.ErrorContext":    reflect.ValueOf(rt.SlogContextAt(slog.LevelError)),
	"log/slog.Info":            reflect.ValueOf(rt.SlogAt(slog.LevelInfo)),
	"log/slog.InfoContext":     reflect.ValueOf(rt.SlogContextAt(slog.LevelInfo)),
	"log/slog.Warn":            reflect.ValueOf(rt.SlogAt(slog.LevelWarn)),
	"log/slog.WarnContext":     reflect.ValueOf(rt.SlogContextAt(slog.LevelWarn)),
	"log/slog.Log":             reflect.ValueOf(rt.SlogLog),
	"log/slog.LogAttrs":        reflect.ValueOf(rt.SlogLogAttrs),
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
	"*log.Logger.Fatal":             reflect.ValueOf(rt.LoggerFatal),
	"*log.Logger.Fatalf":            reflect.ValueOf(rt.LoggerFatalf),
	"*log.Logger.Fatalln":           reflect.ValueOf(rt.LoggerFatalln),
	"*log.Logger.Output":            reflect.ValueOf(rt.LoggerOutput),
	"*log.Logger.Panic":             reflect.ValueOf(rt.LoggerPanic),
	"*log.Logger.Panicf":            reflect.ValueOf(rt.LoggerPanicf),
	"*log.Logger.Panicln":           reflect.ValueOf(rt.LoggerPanicln),
	"*log.Logger.Print":             reflect.ValueOf(rt.LoggerPrint),
	"*log.Logger.Printf":            reflect.ValueOf(rt.LoggerPrintf),
	"*log.Logger.Println":           reflect.ValueOf(rt.LoggerPrintln),
	"*log/slog.Logger.Debug":        reflect.ValueOf(rt.LoggerAt(slog.LevelDebug)),
	"*log/slog.Logger.DebugContext": reflect.ValueOf(rt.LoggerContextAt(slog.LevelDebug)),
	"*log/slog.Logger.Error":        reflect.ValueOf(rt.LoggerAt(slog.LevelError)),
	"*log/slog.Logger.ErrorContext": reflect.ValueOf(rt.LoggerContextAt(slog.LevelError)),
	"*log/slog.Logger.Info":         reflect.ValueOf(rt.LoggerAt(slog.LevelInfo)),
	"*log/slog.Logger.InfoContext":  reflect.ValueOf(rt.LoggerContextAt(slog.LevelInfo)),
	"*log/slog.Logger.Warn":         reflect.ValueOf(rt.LoggerAt(slog.LevelWarn)),
	"*log/slog.Logger.WarnContext":  reflect.ValueOf(rt.LoggerContextAt(slog.LevelWarn)),
	"*log/slog.Logger.Log":          reflect.ValueOf(rt.LoggerLog),
	"*log/slog.Logger.LogAttrs":     reflect.ValueOf(rt.LoggerLogAttrs),
	"*log/slog.TextHandler.Handle":  reflect.ValueOf(rt.HandleText),
	"*log/slog.JSONHandler.Handle":  reflect.ValueOf(rt.HandleJSON),
	"*log/slog.MultiHandler.Handle": reflect.ValueOf(rt.HandleMulti),
	"log/slog.Record.Source":        reflect.ValueOf(rt.Source),
	"reflect.Value.Pointer":         reflect.ValueOf(rt.Pointer),
}
