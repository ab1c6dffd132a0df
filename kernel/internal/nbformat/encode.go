package nbformat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An encoder prints JSON as Python's json.dumps(indent=1, sort_keys=True,
// ensure_ascii=False) does.
type encoder struct {
	buf []byte
	err error // the first value that could not be printed
}

func (e *encoder) value(v any, depth int) {
	switch v := v.(type) {
	case nil:
		e.buf = append(e.buf, "null"...)
	case bool:
		e.buf = strconv.AppendBool(e.buf, v)
	case string:
		e.string(v)
	case int:
		e.buf = strconv.AppendInt(e.buf, int64(v), 10)
	case json.Number:
		e.buf = append(e.buf, v...)
	case []any:
		e.list(v, depth)
	case Object:
		e.object(v, depth)
	default:
		e.other(v, depth)
	}
}

// other prints a value of any other type by way of encoding/json.
func (e *encoder) other(v any, depth int) {
	data, err := json.Marshal(v)
	if err != nil {
		e.err = fmt.Errorf("encoding %T: %w", v, err)
		return
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var plain any
	if err := dec.Decode(&plain); err != nil {
		e.err = fmt.Errorf("encoding %T: %w", v, err)
		return
	}
	e.value(plain, depth)
}

func (e *encoder) list(list []any, depth int) {
	if len(list) == 0 {
		e.buf = append(e.buf, "[]"...)
		return
	}
	open := byte('[')
	for _, v := range list {
		e.buf = append(e.buf, open)
		e.newline(depth + 1)
		e.value(v, depth+1)
		open = ','
	}
	e.newline(depth)
	e.buf = append(e.buf, ']')
}

func (e *encoder) object(o Object, depth int) {
	if len(o) == 0 {
		e.buf = append(e.buf, "{}"...)
		return
	}
	open := byte('{')
	for _, key := range slices.Sorted(maps.Keys(o)) {
		e.buf = append(e.buf, open)
		e.newline(depth + 1)
		e.string(key)
		e.buf = append(e.buf, ": "...)
		e.value(o[key], depth+1)
		open = ','
	}
	e.newline(depth)
	e.buf = append(e.buf, '}')
}

func (e *encoder) newline(depth int) {
	e.buf = append(e.buf, '\n')
	for range depth {
		e.buf = append(e.buf, ' ')
	}
}

// string prints s; bytes that are not UTF-8 become U+FFFD.
func (e *encoder) string(s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	e.buf = append(e.buf, '"')
	for i := range len(s) {
		e.byte(s[i])
	}
	e.buf = append(e.buf, '"')
}

func (e *encoder) byte(c byte) {
	const short = "b\x08f\x0cn\x0ar\x0dt\x09"
	switch {
	case c == '"' || c == '\\':
		e.buf = append(e.buf, '\\', c)
	case c >= ' ':
		e.buf = append(e.buf, c)
	default:
		if i := strings.IndexByte(short, c); i > 0 {
			e.buf = append(e.buf, '\\', short[i-1])
			return
		}
		e.buf = fmt.Appendf(e.buf, `\u%04x`, c)
	}
}
