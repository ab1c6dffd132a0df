package x_test

import "fmt"

func ExampleSilent() {
	fmt.Print()
	// Output:
}

func ExampleOmitted() {
	fmt.Println("a")
	// Output:
	// a
}

func ExampleWithout() { fmt.Println("b") }
