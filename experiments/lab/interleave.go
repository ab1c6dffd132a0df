package lab

import "slices"

// Interleave runs the programs in turn, rounds times (a b c, a b c, ...), and
// returns the median running time of each, as Took has it.
//
// What disturbs a machine comes and goes in spells. Interleaved, a spell meets
// all programs alike, and the median forgets the rounds it spoiled.
func Interleave(rounds int, programs ...func()) []float64 {
	medians := make([]float64, len(programs))
	for i, times := range takeTurns(rounds, programs) {
		medians[i] = Median(times)
	}
	return medians
}

// Best is like Interleave, but returns the shortest running time of each program.
//
// Other programs can take a processor away and never add one. So where computing is
// measured, the shortest time is that of the round that was disturbed least.
func Best(rounds int, programs ...func()) []float64 {
	shortest := make([]float64, len(programs))
	for i, times := range takeTurns(max(rounds, 1), programs) {
		shortest[i] = slices.Min(times)
	}
	return shortest
}

// takeTurns runs the programs in turn, rounds times, and returns the running times
// of each.
func takeTurns(rounds int, programs []func()) [][]float64 {
	times := make([][]float64, len(programs))
	for range rounds {
		for i, program := range programs {
			LeaveIfInterrupted()
			took, _ := Took(program)
			times[i] = append(times[i], took)
		}
	}
	return times
}

// Median returns the middle of the values (of an even number, the mean of the
// two in the middle), and 0 if there are none.
func Median(values []float64) float64 {
	n := len(values)
	if n == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// Sum returns the sum of the values: how long they last one after the other, where
// they are times.
func Sum(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum
}

// Longest returns the greatest of the values, 0 if there are none or all are less: how
// long they last at the same time, where they are times.
func Longest(values []float64) float64 {
	longest := 0.0
	for _, v := range values {
		longest = max(longest, v)
	}
	return longest
}
