//go:build !race

package engine

import _ "unsafe" // for linkname

// pin keeps the goroutine on its processor, whose number it returns, until
// unpin; meanwhile it must not allocate or block.
//
//go:linkname pin runtime.procPin
func pin() int

//go:linkname unpin runtime.procUnpin
func unpin()
