package nbformat

import (
	"maps"
	"slices"
	"strings"
)

// A rule says which values a field of metadata may have.
type rule struct {
	want string // in words
	ok   func(v any) bool
}

var (
	isString = rule{"a string", is[string]}
	isBool   = rule{"true or false", is[bool]}
	isObject = rule{"an object", is[Object]}
	isList   = rule{"a list", is[[]any]}
)

func is[T any](v any) bool {
	_, ok := v.(T)
	return ok
}

// The fields of metadata that the format knows; others may be anything.
var (
	notebookFields = map[string]rule{
		"kernelspec":    {"an object with name and display_name", hasStrings("name", "display_name")},
		"language_info": {"an object with name", hasStrings("name")},
		"title":         isString,
		"authors":       isList,
	}
	languageFields = map[string]rule{
		"codemirror_mode": {"a string or an object", func(v any) bool { return is[string](v) || is[Object](v) }},
		"file_extension":  isString,
		"mimetype":        isString,
		"pygments_lexer":  isString,
	}
	cellFields = map[string]rule{
		"name":    {"text", func(v any) bool { s, ok := v.(string); return ok && s != "" }},
		"jupyter": isObject,
		"tags":    {"a list of tags, which are not empty, unique, and without commas", areTags},
	}
	codeFields = map[string]rule{
		"collapsed": isBool,
		"scrolled":  {"true, false or auto", func(v any) bool { return is[bool](v) || v == "auto" }},
		"execution": {"an object of strings", areStrings},
	}
	rawFields = map[string]rule{"format": isString}
)

func (v *validator) metadata(path string, o Object, fields map[string]rule) {
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		if value, present := o[key]; present {
			v.require(fields[key].ok(value), join(path, key), "want %s", fields[key].want)
		}
	}
}

// hasStrings returns a rule's check for an object with certain strings.
func hasStrings(keys ...string) func(v any) bool {
	return func(v any) bool {
		o, _ := v.(Object)
		return !slices.ContainsFunc(keys, func(key string) bool { return !is[string](o[key]) })
	}
}

func areStrings(v any) bool {
	o, ok := v.(Object)
	for _, value := range o {
		ok = ok && is[string](value)
	}
	return ok
}

func areTags(v any) bool {
	list, ok := v.([]any)
	seen := make(map[string]bool)
	for _, value := range list {
		tag, isText := value.(string)
		ok = ok && isText && tag != "" && !strings.Contains(tag, ",") && !seen[tag]
		seen[tag] = true
	}
	return ok
}
