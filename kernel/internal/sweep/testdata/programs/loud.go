// run

package main

// fake prints two words
func main() {}
