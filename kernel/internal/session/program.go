package session

// Program prints the session as an ordinary Go program.
func (s *Session) Program() (string, error) { return "", nil }
