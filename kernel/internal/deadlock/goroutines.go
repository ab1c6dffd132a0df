package deadlock

import (
	"slices"
	"strings"

	"gosched/kernel/rt"
)

// Goroutines returns the table of what goroutines do, by media type, and a text that is
// the same as long as nothing but time has gone by. Cell is the running cell, 0 if none is.
func Goroutines(list []rt.Situation, cell int) (bundle map[string]any, state string) {
	if len(list) == 0 {
		return nil, ""
	}
	all, more := rows(&rt.Deadlock{Cell: cell, Goroutines: list})
	all = append([]row{doing}, all...)
	var text, page strings.Builder
	writeText(&text, all, more)
	writeHTML(&page, all, more)
	for i := range all {
		state += strings.Join(slices.Delete(all[i].cells(), 4, 5), "\t") + "\n"
	}
	return map[string]any{"text/plain": strings.TrimRight(text.String(), "\n"), "text/html": page.String()}, state
}

// doing is above rows about goroutines that need not wait.
var doing = row{"goroutine", "started at", "is at", "does", "for", "holds", 1}
