// Module: github.com/go-gl/gl
// Says: could not import github.com/go-gl/gl/v4.1-core/gl (has no form without C: use %%go)
// Why: is written in C
package main

import (
	"fmt"

	"github.com/go-gl/gl/v4.1-core/gl"
)

func main() {
	fmt.Println(gl.Init())
}
