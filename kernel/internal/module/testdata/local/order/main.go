// Packages are initialised once, in the order of their dependencies.
package main

import (
	"fmt"

	"local/order/a"
	"local/order/b"
	_ "local/order/c"
)

var mine = a.Note("main var")

func init() { a.Note("main init") }

func main() {
	fmt.Println(mine, b.Value, b.Table, b.Later)
	for _, n := range a.Notes() {
		fmt.Println(n)
	}
	b.Table[0] = 100
	fmt.Println(b.First(), *b.Pointer, len(b.Words), b.Words["one"])
	fmt.Println(b.Err, b.Square(7))
}
