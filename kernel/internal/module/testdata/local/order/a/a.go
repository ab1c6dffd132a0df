package a

var notes []string

// Note notes what happens.
func Note(s string) int {
	notes = append(notes, s)
	return len(notes)
}

func Notes() []string { return notes }

func init() { Note("a init 1") }
func init() { Note("a init 2") }

var _ = Note("a var")
