package pattern

import (
	"reflect"
	"regexp"
	"testing"
)

// TestMethods asks a pattern and a regular expression the same.
func TestMethods(t *testing.T) {
	const text, s = `(\w+)=(\d+)`, "a=1, b=22"
	p, re := New(text), regexp.MustCompile(text)
	upper := func(string) string { return "X" }
	for name, pair := range map[string][2]any{
		"String":                  {p.String(), re.String()},
		"MatchString":             {p.MatchString(s), re.MatchString(s)},
		"Match":                   {p.Match([]byte("=")), re.Match([]byte("="))},
		"FindString":              {p.FindString(s), re.FindString(s)},
		"FindStringSubmatch":      {p.FindStringSubmatch(s), re.FindStringSubmatch(s)},
		"FindStringSubmatchIndex": {p.FindStringSubmatchIndex(s), re.FindStringSubmatchIndex(s)},
		"FindAllStringSubmatch":   {p.FindAllStringSubmatch(s, -1), re.FindAllStringSubmatch(s, -1)},
		"FindAllSubmatch":         {p.FindAllSubmatch([]byte(s), -1), re.FindAllSubmatch([]byte(s), -1)},
		"ReplaceAllString":        {p.ReplaceAllString(s, "$2"), re.ReplaceAllString(s, "$2")},
		"ReplaceAllStringFunc":    {p.ReplaceAllStringFunc(s, upper), re.ReplaceAllStringFunc(s, upper)},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s gives %v, want %v", name, pair[0], pair[1])
		}
	}
}
