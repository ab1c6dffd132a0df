package session

// explain turns errors of the checker into mistakes, with hints.
func (e *edit) explain(errs []checkError) []mistake {
	for _, err := range errs {
		e.mistake(err.pos, err.msg, "")
	}
	return e.ms
}
