package rt

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// PrintBuiltin is the built-in print.
func PrintBuiltin(a ...any) {
	var b strings.Builder
	for _, x := range a {
		b.WriteString(formatBuiltin(x))
	}
	Err.WriteString(b.String())
}

// PrintlnBuiltin is the built-in println.
func PrintlnBuiltin(a ...any) {
	texts := make([]string, len(a))
	for i, x := range a {
		texts[i] = formatBuiltin(x)
	}
	Err.WriteString(strings.Join(texts, " ") + "\n")
}

func formatBuiltin(x any) string {
	v := reflect.ValueOf(x)
	switch v.Kind() {
	case reflect.Invalid:
		return "(0x0,0x0)"
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.UnsafePointer:
		return fmt.Sprintf("%#x", v.Pointer())
	case reflect.Slice:
		return fmt.Sprintf("[%d/%d]%#x", v.Len(), v.Cap(), v.Pointer())
	}
	return formatBasic(v)
}

// formatBasic prints a value of basic kind as the runtime does.
func formatBasic(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Float32, reflect.Float64:
		return formatFloat(v.Float(), v.Type().Bits())
	case reflect.Complex64, reflect.Complex128:
		c, bits := v.Complex(), v.Type().Bits()/2
		return "(" + formatFloat(real(c), bits) + signed(formatFloat(imag(c), bits)) + "i)"
	}
	if v.CanInt() {
		return strconv.FormatInt(v.Int(), 10)
	}
	if v.CanUint() {
		return strconv.FormatUint(v.Uint(), 10)
	}
	return fmt.Sprintf("(%v)", v.Type())
}

// formatFloat prints the shortest decimal form that reads back as f, a
// number of so many bits, as print does since Go 1.26.
func formatFloat(f float64, bits int) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "+Inf"
	case math.IsInf(f, -1):
		return "-Inf"
	}
	return strconv.FormatFloat(f, 'g', -1, bits)
}

func signed(s string) string {
	if s[0] == '+' || s[0] == '-' {
		return s
	}
	return "+" + s
}
