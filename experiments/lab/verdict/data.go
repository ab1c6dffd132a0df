package verdict

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"gosched/experiments/lab"
)

// Data are a card's contents as they are kept in the metadata of its output. The
// names and meanings of their fields do not change; new ones may come.
type Data struct {
	ID         string   `json:"id"`            // of the experiment, as "E193"
	Seed       string   `json:"seed"`          // file name of the document
	Claim      lab.Text `json:"claim"`         // as quoted, and in English
	Expected   Fact     `json:"expected"`      // if the claim is true
	Measured   Fact     `json:"measured"`      // in this run
	Verdict    Kind     `json:"verdict"`       // one of the five kinds
	Note       lab.Text `json:"note,omitzero"` // the condition of "holds if", why a run is "inconclusive", what Go has without analogue
	Prediction *Guess   `json:"prediction,omitempty"`
	U          string   `json:"U"` // one document second, in Go's syntax
}

// A Fact is a quantity as data.
type Fact struct {
	Value any    `json:"value"` // numbers to two decimals; as text what JSON cannot hold
	ZH    string `json:"zh"`
	EN    string `json:"en"`
}

// A Guess is what the reader predicted.
type Guess struct {
	Guess any  `json:"guess"`
	Right bool `json:"right"`
}

// Data returns the card as data.
func (c Card) Data() Data {
	d := Data{
		ID:       c.Claim.ID,
		Seed:     c.Claim.Seed,
		Claim:    lab.Text{ZH: c.Claim.Quote, EN: c.Claim.English},
		Expected: c.Expected.fact(),
		Measured: c.Measured.fact(),
		Verdict:  c.Verdict.Kind,
		Note:     c.Verdict.Note,
		U:        lab.U.String(),
	}
	if p := c.Prediction; p != nil {
		d.Prediction = &Guess{plain(p.Guess), p.Right(c.Measured.Value)}
	}
	return d
}

// MIMEMetadata puts the card's data into the metadata of its output.
func (c Card) MIMEMetadata() map[string]any {
	return map[string]any{"gosched": map[string]any{"verdict": c.Data()}}
}

// fact returns the quantity as data.
func (q Quantity) fact() Fact { return Fact{plain(q.Value), q.Text.ZH, q.Text.EN} }

// plain returns a value that JSON can hold: an infinite speed-up, for one, becomes
// text. What a number has beyond two decimals, or two digits if it is small, differs
// from run to run and says nothing.
func plain(value any) any {
	if x, ok := value.(float64); ok {
		digits := 2
		for x := math.Abs(x); 0 < x && x < 0.1 && digits < 12; x *= 10 {
			digits++
		}
		if text := strconv.FormatFloat(x, 'f', digits, 64); !math.IsInf(x, 0) && !math.IsNaN(x) {
			return json.Number(strings.TrimSuffix(strings.TrimRight(text, "0"), "."))
		}
	}
	if _, err := json.Marshal(value); err != nil {
		return fmt.Sprint(value)
	}
	return value
}
