// run

package main

// fake prints other words
func main() {}
