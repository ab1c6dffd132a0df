// Module: github.com/json-iterator/go
package main

import (
	"fmt"

	jsoniter "github.com/json-iterator/go"
)

type point struct {
	X, Y int
	Tags []string       `json:"tags,omitempty"`
	Next *point         `json:"next,omitempty"`
	Any  any            `json:"any"`
	M    map[string]int `json:"m"`
}

func main() {
	json := jsoniter.ConfigCompatibleWithStandardLibrary
	p := point{1, 2, []string{"a", "b"}, &point{X: 3}, []any{1.5, nil, "x"}, map[string]int{"two": 2, "one": 1}}
	b, err := json.Marshal(p)
	fmt.Println(string(b), err)
	var q point
	fmt.Println(json.Unmarshal(b, &q), q.Next.X, q.Tags, q.Any, q.M)
	fmt.Println(jsoniter.Get([]byte(`{"a": [1, {"b": "deep"}]}`), "a", 1, "b").ToString())
	fmt.Println(json.Unmarshal([]byte(`{"X": "text"}`), &q))
	var tree map[string]any
	fmt.Println(json.UnmarshalFromString(`{"k": {"l": [true, 2]}}`, &tree), tree)
}
