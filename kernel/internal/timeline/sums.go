package timeline

import (
	"cmp"
	"slices"
	"time"
)

// A Sum is what goroutines spent in one state.
type Sum struct {
	State   State
	Total   time.Duration
	Times   int
	Longest Stay
	Whose   int // the goroutine of the longest, by index
}

// Sums returns, for each state, what those goroutines spent in it that include accepts.
func (t *Timeline) Sums(include func(i int) bool) [NumStates]Sum {
	var sums [NumStates]Sum
	for i := range sums {
		sums[i].State = State(i)
	}
	for i, g := range t.Goroutines {
		if include(i) {
			for _, s := range g.Stays {
				sums[s.State].add(s, i)
			}
		}
	}
	return sums
}

func (sum *Sum) add(s Stay, whose int) {
	sum.Total += s.Len()
	sum.Times++
	if s.Len() > sum.Longest.Len() {
		sum.Longest, sum.Whose = s, whose
	}
}

// All includes all goroutines.
func All(int) bool { return true }

// BusiestProcessors returns at most n processors, by number: those that ran goroutines
// most.
func (t *Timeline) BusiestProcessors(n int) []*Processor {
	if len(t.Processors) <= n {
		return t.Processors
	}
	ran := make(map[*Processor]time.Duration)
	for _, p := range t.Processors {
		for _, turn := range p.Turns {
			ran[p] += turn.To - turn.From
		}
	}
	list := slices.Clone(t.Processors)
	slices.SortStableFunc(list, func(a, b *Processor) int { return cmp.Compare(ran[b], ran[a]) })
	list = list[:n]
	slices.SortFunc(list, func(a, b *Processor) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// Busiest returns the indices of at most n goroutines, in order: the main one and
// those that ran most, or of equal ones had most to do.
func (t *Timeline) Busiest(n int) []int {
	all := t.Goroutines
	order := make([]int, len(all))
	ran := make([]time.Duration, len(all))
	for i, g := range all {
		order[i] = i
		for _, s := range g.Stays {
			if s.State == Running {
				ran[i] += s.Len()
			}
		}
	}
	if len(all) <= n {
		return order
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if all[a].Main != all[b].Main {
			if all[a].Main {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(ran[b], ran[a]), cmp.Compare(len(all[b].Stays), len(all[a].Stays)))
	})
	order = order[:n]
	slices.Sort(order)
	return order
}
