package lab

import "slices"

// Interleave runs the programs in turn, rounds times (a b c, a b c, ...), and
// returns the median running time of each in document seconds.
//
// What disturbs a machine comes and goes in spells. Interleaved, a spell meets
// all programs alike, and the median forgets the rounds it spoiled.
func Interleave(rounds int, programs ...func()) []float64 {
	times := make([][]float64, len(programs))
	for range rounds {
		for i, program := range programs {
			leaveIfInterrupted()
			watch := Start()
			program()
			times[i] = append(times[i], watch.Seconds())
		}
	}
	medians := make([]float64, len(programs))
	for i := range medians {
		medians[i] = Median(times[i])
	}
	return medians
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
