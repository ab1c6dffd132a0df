// run -race

package main

// fake dies
func main() {}
