// Maps behind a lock, split over shards, and sync.Map.
package main

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"sync"
)

type shard[V any] struct {
	mu sync.Mutex
	m  map[string]V
}

type sharded[V any] struct{ shards [8]shard[V] }

func (s *sharded[V]) of(k string) *shard[V] {
	h := fnv.New32a()
	h.Write([]byte(k))
	return &s.shards[h.Sum32()%uint32(len(s.shards))]
}

func (s *sharded[V]) update(k string, f func(V) V) {
	sh := s.of(k)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.m == nil {
		sh.m = map[string]V{}
	}
	sh.m[k] = f(sh.m[k])
}

func (s *sharded[V]) snapshot() map[string]V {
	all := map[string]V{}
	for i := range s.shards {
		sh := &s.shards[i]
		sh.mu.Lock()
		maps.Copy(all, sh.m)
		sh.mu.Unlock()
	}
	return all
}

func main() {
	var words sharded[int]
	var wg sync.WaitGroup
	for g := range 10 {
		wg.Go(func() {
			for i := range 40 {
				words.update(fmt.Sprint("w", (g+i)%12), func(n int) int { return n + 1 })
			}
		})
	}
	wg.Wait()
	all := words.snapshot()
	sum := 0
	for _, k := range slices.Sorted(maps.Keys(all)) {
		sum += all[k]
	}
	fmt.Println(len(all), sum)

	var m sync.Map
	for i := range 20 {
		wg.Go(func() {
			v, _ := m.LoadOrStore(i%5, new(sync.Mutex))
			mu := v.(*sync.Mutex)
			mu.Lock()
			defer mu.Unlock()
			k := fmt.Sprint("n", i%5)
			n, _ := m.LoadOrStore(k, 0)
			m.Store(k, n.(int)+1)
		})
	}
	wg.Wait()
	var lines []string
	m.Range(func(k, v any) bool {
		if s, ok := k.(string); ok {
			lines = append(lines, fmt.Sprint(s, "=", v))
		}
		return true
	})
	slices.Sort(lines)
	fmt.Println(lines)

	fmt.Println(m.CompareAndSwap("n0", 4, 5), m.CompareAndDelete("n1", 9))
	fmt.Println(m.Swap("n2", "new"))
	fmt.Println(m.LoadAndDelete("n3"))
	fmt.Println(m.Load("n3"))
}
