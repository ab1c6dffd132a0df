// Package forms prepares values for notebooks: what package display makes of them
// becomes JSON, which the process that runs cells and compiled cells send to the
// kernel.
package forms

import (
	"encoding/json"
	"strings"

	"gosched/kernel/display"
)

// Of renders the results of a cell: one in all its forms, several as text.
func Of(values []any) (data, metadata map[string]any) {
	if len(values) == 1 {
		return display.Bundle(values[0])
	}
	texts := make([]string, len(values))
	for i, v := range values {
		data, _ := display.Bundle(v)
		texts[i], _ = data["text/plain"].(string)
	}
	return map[string]any{"text/plain": strings.Join(texts, " ")}, nil
}

// Encode makes JSON of forms. One that JSON cannot hold is left out with a word
// instead; metadata are nil if there are none.
func Encode(data, metadata map[string]any) (encoded map[string]json.RawMessage, meta json.RawMessage) {
	encoded = make(map[string]json.RawMessage, len(data))
	for mime, v := range data {
		p, err := json.Marshal(v)
		if err != nil {
			p, _ = json.Marshal("(" + mime + " cannot be shown: " + err.Error() + ")")
			mime = "text/plain"
		}
		encoded[mime] = p
	}
	if len(metadata) > 0 {
		if p, err := json.Marshal(metadata); err == nil {
			meta = p
		}
	}
	return encoded, meta
}
