package verdict

import (
	"fmt"
	"strings"
	"sync"

	"gosched/experiments/lab"
	"gosched/experiments/lab/prediction"
)

// A Claim is what a document says, as quoted, and where.
type Claim struct {
	ID      string // of the experiment, as "E193"
	Seed    string // file name of the document
	Quote   string // the document's own words
	English string // the same in English

	Prediction *prediction.Prediction // the reader's, nil if none was made
}

// A Quantity is a value and how it is told in both languages.
type Quantity struct {
	Value any
	Text  lab.Text
}

// A Card is the result of one experiment.
type Card struct {
	Claim    Claim
	Expected Quantity
	Measured Quantity
	Verdict  Verdict

	Prediction *prediction.Prediction // the reader's, nil if none was made
}

// Predict records the reader's answer to a question about the experiment, also in the
// claim: a compiled cell to which that is handed over knows the answer, too.
func (c *Claim) Predict(question string, guess any) prediction.Prediction {
	p := prediction.Make(c.ID, question, guess)
	c.Prediction = &p
	return p
}

// Expect begins the card: what should be measured if the claim is true. The
// formats zh and en are given value and what else they need.
func (c Claim) Expect(value any, zh, en string, more ...any) Card {
	return Card{Claim: c, Expected: quantity(value, zh, en, more)}
}

// Measure adds what was measured. The formats zh and en are given value and
// what else they need.
func (c Card) Measure(value any, zh, en string, more ...any) Card {
	c.Measured = quantity(value, zh, en, more)
	return c
}

// Judge ends the card and records it.
func (c Card) Judge(v Verdict) Card {
	c.Verdict, c.Prediction = v, c.Claim.Prediction
	if p, ok := prediction.Latest(c.Claim.ID); ok {
		c.Prediction = &p
	}
	mu.Lock()
	defer mu.Unlock()
	judged[c.Claim.ID] = c
	return c
}

// quantity tells value through formats that may also be plain sentences.
func quantity(value any, zh, en string, more []any) Quantity {
	args := append([]any{value}, more...)
	tell := func(format string) string {
		if !strings.Contains(format, "%") {
			return format
		}
		return fmt.Sprintf(format, args...)
	}
	return Quantity{value, lab.Text{ZH: tell(zh), EN: tell(en)}}
}

var (
	mu     sync.Mutex
	judged = make(map[string]Card) // by ID; guarded by mu
)

// Latest returns the last card judged for the experiment id.
func Latest(id string) (Card, bool) {
	mu.Lock()
	defer mu.Unlock()
	c, ok := judged[id]
	return c, ok
}
