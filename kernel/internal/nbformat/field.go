package nbformat

import (
	"encoding/json"
	"strconv"
)

// The methods in this file fetch one field of an object each and check its type.
// A field that is missing has its zero value: files in the wild lack some.

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (r *reader) text(o Object, path, key string) string {
	v, present := o[key]
	s, ok := v.(string)
	if present && !ok {
		r.fail(join(path, key), "want a string")
	}
	return s
}

// lines returns text that may be stored as a list of lines.
func (r *reader) lines(o Object, path, key string) string {
	v, present := o[key]
	if !present {
		return ""
	}
	s, ok := joinLines(v)
	if !ok {
		r.fail(join(path, key), "want a string or a list of strings")
	}
	return s
}

func (r *reader) strings(o Object, path, key string) []string {
	v, present := o[key]
	list, ok := v.([]any)
	if present && !ok {
		r.fail(join(path, key), "want a list of strings")
	}
	texts := []string{}
	for _, v := range list {
		s, ok := v.(string)
		if !ok {
			r.fail(join(path, key), "want a list of strings")
		}
		texts = append(texts, s)
	}
	return texts
}

// object returns an object, an empty one if the field is missing or null.
func (r *reader) object(o Object, path, key string) Object {
	v := o[key]
	if v == nil {
		return Object{}
	}
	value, ok := v.(Object)
	if !ok {
		r.fail(join(path, key), "want an object")
		return Object{}
	}
	return value
}

// count returns a number that is not negative, or nil for null.
func (r *reader) count(o Object, path, key string) *int {
	v := o[key]
	if v == nil {
		return nil
	}
	number, _ := v.(json.Number)
	n, err := strconv.Atoi(number.String())
	if err != nil || n < 0 {
		r.fail(join(path, key), "want a whole number")
		return nil
	}
	return &n
}
