package assist

import "gosched/kernel/internal/session"

// Inspect describes what is at the cursor, as a MIME bundle of text/plain,
// text/markdown and text/html. Detail 1 adds the source of declarations of cells.
func Inspect(s *session.Session, src string, cursor, detail int) (bundle map[string]string, found bool) {
	return nil, false
}
