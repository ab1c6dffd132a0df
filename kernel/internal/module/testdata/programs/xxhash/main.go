// Module: github.com/cespare/xxhash/v2
package main

import (
	"fmt"

	"github.com/cespare/xxhash/v2"
)

func main() {
	fmt.Println(xxhash.Sum64String("hello"), xxhash.Sum64([]byte("a longer text, of more than thirty-two bytes in all")))
	d := xxhash.New()
	for range 100 {
		d.WriteString("piece")
	}
	fmt.Printf("%x %T\n", d.Sum64(), d)
}
