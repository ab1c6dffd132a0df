// Module: github.com/stretchr/testify
package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type recorder struct{ failed int }

func (r *recorder) Errorf(format string, args ...any) {
	r.failed++
	for _, l := range strings.Split(fmt.Sprintf(format, args...), "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" && !strings.Contains(l, "Trace") && !strings.Contains(l, ".go:") && !strings.Contains(l, ".s:") {
			fmt.Println("|", l)
		}
	}
}

func (r *recorder) FailNow() { panic("FailNow") }

func main() {
	t := &recorder{}
	fmt.Println(assert.Equal(t, 1, 1), assert.Equal(t, []int{1, 2}, []int{1, 3}, "message %d", 7))
	fmt.Println(assert.ElementsMatch(t, []int{1, 2}, []int{2, 1}), assert.Contains(t, "hello", "ell"))
	fmt.Println(assert.ErrorIs(t, fmt.Errorf("w: %w", io.EOF), io.EOF), assert.NoError(t, errors.New("no")))
	fmt.Println(assert.Panics(t, func() { panic(1) }), assert.InDelta(t, 1.0, 1.05, 0.1), assert.Nil(t, nil), assert.Len(t, "abc", 3))
	fmt.Println(assert.JSONEq(t, `{"a":1,"b":2}`, `{"b":2,"a":1}`))
	a := assert.New(t)
	a.True(false)
	defer func() { fmt.Println(recover(), t.failed) }()
	require.NotEmpty(t, "")
}
