package assist

import "gosched/kernel/internal/session"

// A Completion is what could stand at the cursor.
type Completion struct {
	Items      []Item // the likeliest first
	Start, End int    // the range that an item replaces, in code points
}

// An Item is one way to go on.
type Item struct {
	Text      string
	Type      string // as JupyterLab shows it: function, variable, type, module, field, method, constant, keyword
	Signature string // "" if there is none
}

// Complete returns what could stand at the cursor.
func Complete(s *session.Session, src string, cursor int) Completion {
	return Completion{Start: cursor, End: cursor}
}
