// run

package main

// fake prints last words
// fake fails panic
func main() {}
