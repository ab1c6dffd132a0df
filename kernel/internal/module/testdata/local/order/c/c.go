package c

import (
	"local/order/a"
	"local/order/b"
)

func init() { a.Note("c init, for its effect, after " + b.First()) }
