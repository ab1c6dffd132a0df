package engine

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func cpuNow() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(0, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// ZZ=file:n,file:n ROUNDS=.. ONLY=ours
func TestZZ(t *testing.T) {
	list := os.Getenv("ZZ")
	if list == "" {
		return
	}
	rounds, _ := strconv.Atoi(os.Getenv("ROUNDS"))
	if rounds == 0 {
		rounds = 9
	}
	for _, s := range strings.Split(list, ",") {
		file, ns, _ := strings.Cut(s, ":")
		n, _ := strconv.Atoi(ns)
		for _, p := range speeds {
			if p.file == file && n == 0 {
				n = p.n
			}
		}
		text, err := os.ReadFile("testdata/speed/" + file + ".go")
		if err != nil {
			t.Fatal(err)
		}
		ours, raw := newRunner(t, string(text)), newRawRunner(t, string(text))
		if os.Getenv("ONLY") == "ours" {
			for range rounds {
				ours(n)
			}
			continue
		}
		if os.Getenv("ONLY") == "raw" {
			for range rounds {
				raw(n)
			}
			continue
		}
		var a, b, ca, cb []float64
		for range rounds {
			for i, f := range []func(int) int{ours, raw} {
				c, w := cpuNow(), time.Now()
				f(n)
				cd, wd := ms(cpuNow()-c), ms(time.Since(w))
				if i == 0 {
					a, ca = append(a, wd), append(ca, cd)
				} else {
					b, cb = append(b, wd), append(cb, cd)
				}
			}
		}
		med := func(l []float64) float64 { slices.Sort(l); return l[len(l)/2] }
		fmt.Printf("%-12s cpu med %.2f (%.1f/%.1f) min %.2f (%.1f/%.1f)   wall med %.2f min %.2f (%.1f/%.1f)\n", file, med(ca)/med(cb), med(ca), med(cb), ca[0]/cb[0], ca[0], cb[0], med(a)/med(b), a[0]/b[0], a[0], b[0])
	}
}
