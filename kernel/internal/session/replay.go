package session

// Replay returns everything that is live as one change, for a worker that has
// nothing: imports, types, functions and constants as they are, variables with
// fresh storage. What was frozen cannot come back.
func (s *Session) Replay() *Change {
	return nil
}

// Lost returns the names of the variables that had values when Replay was called.
func (s *Session) Lost() []string { return s.lost }
