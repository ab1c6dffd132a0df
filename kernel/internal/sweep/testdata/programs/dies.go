// run

package main

// fake dies
func main() {}
