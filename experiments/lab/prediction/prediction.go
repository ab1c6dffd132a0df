// Package prediction records what a reader expects before a program runs, and
// compares it with what was measured.
//
// Whoever predicts first learns more from the run, above all when the guess was
// wrong. So each experiment asks one question and takes one line for an answer;
// the verdict card of the same experiment says what became of it.
package prediction

import (
	"fmt"
	"html"
	"math"
	"strings"
	"sync"
)

// A Prediction is a reader's guess about one experiment. As the result of a cell
// it shows itself.
type Prediction struct {
	ID       string `json:"id"` // of the experiment, as "E193"
	Question string `json:"question"`
	Guess    any    `json:"guess"`
}

var (
	mu     sync.Mutex
	latest = make(map[string]Prediction) // by ID; guarded by mu
)

// Make records guess as the answer to question for the experiment id. A later
// guess takes the place of an earlier one.
func Make(id, question string, guess any) Prediction {
	p := Prediction{ID: id, Question: question, Guess: guess}
	mu.Lock()
	defer mu.Unlock()
	latest[id] = p
	return p
}

// Latest returns the last prediction made for the experiment id.
func Latest(id string) (Prediction, bool) {
	mu.Lock()
	defer mu.Unlock()
	p, ok := latest[id]
	return p, ok
}

// Right reports whether the measured value is what p said: numbers within 15 %
// or 0.1 of each other, anything else by its text, spaces and case aside.
func (p Prediction) Right(measured any) bool {
	guess, ok1 := number(p.Guess)
	value, ok2 := number(measured)
	if ok1 && ok2 {
		return math.Abs(guess-value) <= max(0.15*math.Abs(value), 0.1)
	}
	return plain(p.Guess) == plain(measured)
}

// number returns v as a float64 if it is a number.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// plain returns the text of v without spaces and case.
func plain(v any) string {
	return strings.ToLower(strings.Join(strings.Fields(fmt.Sprint(v)), ""))
}

// String returns the question and the guess in one line.
func (p Prediction) String() string {
	return fmt.Sprintf("%s 预测 · prediction: %s → %v", p.ID, p.Question, p.Guess)
}

// MIMEBundle shows the prediction in a notebook.
func (p Prediction) MIMEBundle() map[string]any {
	const page = `<div style="border-left:4px solid #8e7cc3;padding:2px 12px"><b>%s</b> 预测 · prediction: %s → <b>%s</b></div>`
	guess := fmt.Sprint(p.Guess)
	return map[string]any{
		"text/plain":    p.String(),
		"text/markdown": fmt.Sprintf("> **%s** 预测 · prediction: %s → **%s**", p.ID, p.Question, guess),
		"text/html":     fmt.Sprintf(page, html.EscapeString(p.ID), html.EscapeString(p.Question), html.EscapeString(guess)),
	}
}
