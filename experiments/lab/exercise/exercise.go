// Package exercise answers a reader's solution with a reason.
//
// A check tries what should always be true of a solution. The first attempt
// that fails is the answer, with the reason; a check that only says "wrong"
// teaches nothing.
package exercise

import (
	"fmt"
	"html"

	"gosched/experiments/lab"
)

// An Answer is what a check says to a solution. As the result of a cell it shows
// itself.
type Answer struct {
	Name string // of the exercise
	OK   bool
	Why  lab.Text
}

// Solved answers a solution that passed, with what it shows.
func Solved(name, zh, en string) Answer {
	return Answer{name, true, lab.Text{ZH: zh, EN: en}}
}

// NotYet answers a solution that failed, with the reason.
func NotYet(name, zh, en string) Answer {
	return Answer{name, false, lab.Text{ZH: zh, EN: en}}
}

// String returns the answer in one line.
func (a Answer) String() string {
	outcome := "✘ 还没有 · not yet"
	if a.OK {
		outcome = "✔ 通过 · solved"
	}
	return fmt.Sprintf("%s: %s — %s", a.Name, outcome, a.Why)
}

// MIMEBundle shows the answer in a notebook.
func (a Answer) MIMEBundle() map[string]any {
	colour := "#b07d00"
	if a.OK {
		colour = "#2e9e5b"
	}
	const page = `<div style="border-left:4px solid %s;padding:2px 12px">%s</div>`
	return map[string]any{
		"text/html":     fmt.Sprintf(page, colour, html.EscapeString(a.String())),
		"text/markdown": "> " + a.String(),
		"text/plain":    a.String(),
	}
}
