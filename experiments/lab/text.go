package lab

import "strings"

// A Text is one sentence in the two languages of the course. One of them may
// be empty, or both the same where a number speaks for itself.
type Text struct {
	ZH string `json:"zh"` // Chinese
	EN string `json:"en"` // English
}

// String returns both languages, Chinese first, or one if they do not differ.
func (t Text) String() string {
	if t.ZH == t.EN || t.EN == "" {
		return t.ZH
	}
	return strings.TrimPrefix(t.ZH+" · "+t.EN, " · ")
}
