package rt

// RangePanic panics as the runtime does when a function that a loop ranges
// over misuses the loop's body; state is as for core's RangePanic.
func RangePanic(state int) {
	switch state {
	case 0:
		panic(Error("range function continued iteration after function for loop body returned false"))
	case 2:
		panic(Error("range function continued iteration after loop body panic"))
	case 3:
		panic(Error("range function continued iteration after whole loop exit"))
	default:
		panic(Error("range function recovered a loop body panic and did not resume panicking"))
	}
}
