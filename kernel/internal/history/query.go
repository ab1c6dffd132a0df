package history

// Tail returns the last n entries, oldest first.
func (h *History) Tail(n int) []Entry { return last(h.all(), n) }

// Range returns lines start (inclusive) to stop (exclusive) of a session: 0 is
// the current one, -1 the one before it. A stop of 0 means to the end.
func (h *History) Range(session, start, stop int) []Entry {
	if session <= 0 {
		session += h.current()
	}
	var found []Entry
	for _, e := range h.all() {
		if e.Session == session && e.Line >= start && (stop <= 0 || e.Line < stop) {
			found = append(found, e)
		}
	}
	return found
}

// current is the number of this session, or the one it would get.
func (h *History) current() int {
	if h.session != 0 {
		return h.session
	}
	n := 0
	for _, e := range h.others.read() {
		n = max(n, e.Session)
	}
	return n + 1
}

// Search returns the last n entries whose whole input matches pattern, oldest
// first; n <= 0 means all. With unique, an input that occurs several times is
// given once, at its latest place.
func (h *History) Search(pattern string, n int, unique bool) []Entry {
	if pattern == "" {
		pattern = "*"
	}
	var found []Entry
	for _, e := range h.all() {
		if Match(pattern, e.Input) {
			found = append(found, e)
		}
	}
	if unique {
		found = latest(found)
	}
	if n <= 0 {
		return found
	}
	return last(found, n)
}

// latest drops all but the last entry of each input.
func latest(list []Entry) []Entry {
	place := map[string]int{}
	for i, e := range list {
		place[e.Input] = i
	}
	var kept []Entry
	for i, e := range list {
		if place[e.Input] == i {
			kept = append(kept, e)
		}
	}
	return kept
}

func last(list []Entry, n int) []Entry { return list[max(0, len(list)-max(n, 0)):] }

// Match reports whether all of s matches pattern, in which * stands for any
// text, newlines included, and ? for any one character.
func Match(pattern, s string) bool {
	p, text := []rune(pattern), []rune(s)
	star, mark := -1, 0 // latest * and the text position it has been tried up to
	i, j := 0, 0
	for j < len(text) {
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == text[j]):
			i, j = i+1, j+1
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}
