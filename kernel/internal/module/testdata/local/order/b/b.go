package b

import (
	"errors"
	"fmt"

	"local/order/a"
)

var Value = second + 1

var second = third() * 2

func third() int { return a.Note("b third") }

// Table is changed by init, and read by Later before that.
var Table = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}

var Later = Table[1]

var Pointer = &Table[0]

var Words = map[string]int{"one": 1, "two": 2, "three": 3}

var Err = errors.New("an error")

var squares = map[int]func(int) int{2: func(n int) int { return n * n }}

var x, y = pair()

func pair() (int, string) { return a.Note("b pair"), "y" }

func First() string { return fmt.Sprint(Table[0], x, y) }

func Square(n int) int { return squares[2](n) }

func init() {
	a.Note("b init")
	Table[1] = 200
}
