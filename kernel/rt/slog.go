package rt

import (
	"context"
	"log"
	"log/slog"
	"reflect"
	"time"
	"unsafe"
)

// The functions and methods of package log/slog that make records, as cells call
// them: a record has the program counter of an interpreted place. The handlers of
// the package, which would not find that in the program, are told the place.

// SlogLog returns slog.Log, or one of its kind.
func SlogLog(ctx context.Context, level slog.Level, msg string, args ...any) {
	slogTo(slog.Default(), ctx, level, msg, args)
}

func SlogLogAttrs(ctx context.Context, level slog.Level, msg string, attrs ...slog.Attr) {
	slogAttrsTo(slog.Default(), ctx, level, msg, attrs)
}

func LoggerLog(l *slog.Logger, ctx context.Context, level slog.Level, msg string, args ...any) {
	slogTo(l, ctx, level, msg, args)
}

func LoggerLogAttrs(l *slog.Logger, ctx context.Context, level slog.Level, msg string, attrs ...slog.Attr) {
	slogAttrsTo(l, ctx, level, msg, attrs)
}

// SlogAt returns slog.Info or what else logs at a level.
func SlogAt(level slog.Level) func(msg string, args ...any) {
	return func(msg string, args ...any) { slogTo(slog.Default(), context.Background(), level, msg, args) }
}

// SlogContextAt returns slog.InfoContext or what else logs at a level.
func SlogContextAt(level slog.Level) func(ctx context.Context, msg string, args ...any) {
	return func(ctx context.Context, msg string, args ...any) { slogTo(slog.Default(), ctx, level, msg, args) }
}

// LoggerAt returns the method Info of loggers, or what else logs at a level.
func LoggerAt(level slog.Level) func(l *slog.Logger, msg string, args ...any) {
	return func(l *slog.Logger, msg string, args ...any) { slogTo(l, context.Background(), level, msg, args) }
}

// LoggerContextAt returns the method InfoContext of loggers, or what else logs at a
// level.
func LoggerContextAt(level slog.Level) func(l *slog.Logger, ctx context.Context, msg string, args ...any) {
	return func(l *slog.Logger, ctx context.Context, msg string, args ...any) { slogTo(l, ctx, level, msg, args) }
}

// slogTo is l.Log.
func slogTo(l *slog.Logger, ctx context.Context, level slog.Level, msg string, args []any) {
	slogRecord(l, ctx, level, msg, func(r *slog.Record) { r.Add(args...) })
}

// slogAttrsTo is l.LogAttrs.
func slogAttrsTo(l *slog.Logger, ctx context.Context, level slog.Level, msg string, attrs []slog.Attr) {
	slogRecord(l, ctx, level, msg, func(r *slog.Record) { r.AddAttrs(attrs...) })
}

func slogRecord(l *slog.Logger, ctx context.Context, level slog.Level, msg string, fill func(*slog.Record)) {
	if ctx == nil {
		ctx = context.Background()
	}
	if !l.Enabled(ctx, level) {
		return
	}
	pc, _, _, _ := Caller(0)
	r := slog.NewRecord(time.Now(), level, msg, pc)
	fill(&r)
	placed(l.Handler(), r).Handle(ctx, r)
}

// HandleText is the method Handle of text handlers.
func HandleText(h *slog.TextHandler, ctx context.Context, r slog.Record) error {
	return placed(h, r).Handle(ctx, r)
}

// HandleJSON is the method Handle of JSON handlers.
func HandleJSON(h *slog.JSONHandler, ctx context.Context, r slog.Record) error {
	return placed(h, r).Handle(ctx, r)
}

// HandleMulti is the method Handle of handlers that consist of several.
func HandleMulti(h *slog.MultiHandler, ctx context.Context, r slog.Record) error {
	return placed(h, r).Handle(ctx, r)
}

// Source is the method Source of records.
func Source(r slog.Record) *slog.Source {
	if src := sourceOf(r); src != nil {
		return src
	}
	return r.Source()
}

// sourceOf returns the interpreted place of a record, nil if it has none.
func sourceOf(r slog.Record) *slog.Source {
	f := placeAt(r.PC)
	if f == nil {
		return nil
	}
	file, line := f.FileLine(r.PC)
	return &slog.Source{Function: f.Name(), File: file, Line: line}
}

// placed returns h, or for a handler of package slog one that handles r, which may
// come from interpreted code, as h does when it can find the place of r.
func placed(h slog.Handler, r slog.Record) slog.Handler {
	if placeAt(r.PC) == nil {
		return h
	}
	switch x := h.(type) {
	case *slog.TextHandler:
		c := *x
		if showSource(reflect.ValueOf(&c).Elem().Field(0), r) {
			return &c
		}
	case *slog.JSONHandler:
		c := *x
		if showSource(reflect.ValueOf(&c).Elem().Field(0), r) {
			return &c
		}
	case *slog.MultiHandler:
		var list []slog.Handler
		for _, part := range *(*[]slog.Handler)(fieldOf(reflect.ValueOf(x).Elem(), "multi")) {
			list = append(list, placed(part, r))
		}
		return slog.NewMultiHandler(list...)
	}
	if t := reflect.TypeOf(h); t == defaultHandler && log.Flags()&(log.Lshortfile|log.Llongfile) != 0 {
		c := reflect.New(t.Elem())
		c.Elem().Set(reflect.ValueOf(h).Elem())
		*(*func(uintptr, []byte) error)(fieldOf(c.Elem(), "output")) = func(_ uintptr, line []byte) error {
			return logTo(log.Default(), 1, string(line))
		}
		return c.Interface().(slog.Handler)
	}
	return h
}

// defaultHandler is the type of the handler that writes to package log.
var defaultHandler = reflect.TypeOf(slog.Default().Handler())

// showSource replaces what a handler keeps, to which p points, by a copy that shows
// the source of r. It reports false if sources are not shown.
func showSource(p reflect.Value, r slog.Record) bool {
	c := reflect.New(p.Type().Elem())
	c.Elem().Set(reflect.NewAt(p.Type(), p.Addr().UnsafePointer()).Elem().Elem())
	options := (*slog.HandlerOptions)(fieldOf(c.Elem(), "opts"))
	if !options.AddSource {
		return false
	}
	src, replace := sourceOf(r), options.ReplaceAttr
	options.ReplaceAttr = func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && a.Key == slog.SourceKey && a.Value.Kind() == slog.KindAny {
			if _, ok := a.Value.Any().(*slog.Source); ok {
				a.Value = slog.AnyValue(src)
			}
		}
		if replace != nil {
			return replace(groups, a)
		}
		return a
	}
	*(*unsafe.Pointer)(p.Addr().UnsafePointer()) = c.UnsafePointer()
	return true
}

// fieldOf returns the address of a field, which may be unexported.
func fieldOf(s reflect.Value, name string) unsafe.Pointer {
	return s.FieldByName(name).Addr().UnsafePointer()
}
