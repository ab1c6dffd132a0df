package c

import (
	"programs/order/a"
	"programs/order/b"
)

func init() { a.Note("c init, for its effect, after " + b.First()) }
