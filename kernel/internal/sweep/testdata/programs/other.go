// run

//go:build cgo

package main

// fake dies
func main() {}
