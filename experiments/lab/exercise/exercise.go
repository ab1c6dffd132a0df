// Package exercise answers a reader's solution with a reason.
//
// A check demands what should always be true of a solution:
//
//	exercise.Try("Exercise 1").
//		That(result == 3, "结果应为 3", "the result must be 3").
//		That(took < 2, "太慢:一个在等另一个", "too slow: one waits for the other").
//		Solved("同时运行", "they run at the same time")
//
// The first demand that is not met is the answer, with the reason; a check that only
// says "wrong" teaches nothing.
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

// An Attempt is a solution being checked.
type Attempt struct {
	name   string
	failed *Answer // of the first demand that was not met
}

// Try begins the check of a solution to the exercise name.
func Try(name string) Attempt { return Attempt{name: name} }

// That demands ok. The reason says why a solution for which it is false is wrong.
func (a Attempt) That(ok bool, zh, en string) Attempt {
	if !ok && a.failed == nil {
		answer := NotYet(a.name, zh, en)
		a.failed = &answer
	}
	return a
}

// Solved ends the check. If all demands are met it says what the solution shows.
func (a Attempt) Solved(zh, en string) Answer {
	if a.failed != nil {
		return *a.failed
	}
	return Solved(a.name, zh, en)
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
