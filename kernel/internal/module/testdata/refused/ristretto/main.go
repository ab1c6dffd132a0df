// Module: github.com/dgraph-io/ristretto/v2
// Says: github.com/dgraph-io/ristretto/v2/z.memhash is not written in Go and cannot be interpreted: use %%go
// Why: takes functions from the runtime
package main

import (
	"fmt"

	"github.com/dgraph-io/ristretto/v2/z"
)

func main() {
	fmt.Println(z.MemHashString("x"))
}
