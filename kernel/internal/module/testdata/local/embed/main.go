// Embedded files.
package main

import (
	"fmt"

	"local/embed/data"
)

func main() {
	fmt.Printf("%q %q %d\n", data.Text, data.Bytes, len(data.Lines()))
	data.Bytes[0] = 'H'
	fmt.Printf("%s %s", data.Bytes, data.Text)
}
