package twin

import "gosched/kernel/internal/pattern"

// A renumberer gives the cells in what a program says the numbers that they have had
// since it was compiled. A nil one changes nothing.
type renumberer struct{ now map[string]string }

// newRenumberer returns what turns the numbers of before into those of now.
func newRenumberer(before, now []string) *renumberer {
	r := &renumberer{make(map[string]string)}
	for i, n := range before {
		if i < len(now) && now[i] != n {
			r.now[n] = now[i]
		}
	}
	if len(r.now) == 0 {
		return nil
	}
	return r
}

// Places is the function of that name for a text of the program, which may call cells
// by the numbers that they had when it was compiled.
func (b *Binary) Places(text string) string { return Places(b.now.text(text)) }

// cellNumber matches a cell in the toolchain's words: "cell 3:4".
var cellNumber = pattern.New(`\bcell (\d+)(:\d+)`)

func (r *renumberer) text(s string) string {
	if r == nil {
		return s
	}
	return cellNumber.ReplaceAllStringFunc(s, func(at string) string {
		m := cellNumber.FindStringSubmatch(at)
		if n, ok := r.now[m[1]]; ok {
			return "cell " + n + m[2]
		}
		return at
	})
}
